import { useContext, type Child } from 'hono/jsx';
import { ReadsOnly } from './acts.tsx';
import { called, FieldNames } from './field-names.tsx';

export type FieldError = { field: string; message: string };

export type FieldProps = {
  name: string;
  label: string;
  value?: string;
  hint?: string;
  errors?: readonly FieldError[];
  type?: 'text' | 'number' | 'search' | 'date' | 'time' | 'password';
  inputmode?: 'numeric' | 'decimal' | 'text';
  autofocus?: boolean;
  autocomplete?: string;
  class?: string;
  /** Answers to choose from; any other may be typed. */
  list?: readonly string[];
};

/** One question with its label, its hint and, after a refused form, what to change. */
export function Field(props: FieldProps) {
  called(props.name, props.label);
  const message = props.errors?.find((error) => error.field === props.name)?.message;
  const notes = [props.hint ? `${props.name}-hint` : '', message ? `${props.name}-error` : ''].filter(Boolean).join(' ');
  return (
    <div class={`field ${props.class ?? ''}`.trim()}>
      <label for={props.name}>{props.label}</label>
      {props.hint ? (
        <p class="hint" id={`${props.name}-hint`}>
          {props.hint}
        </p>
      ) : null}
      {message ? (
        <p class="wrong" id={`${props.name}-error`}>
          {message}
        </p>
      ) : null}
      <input
        id={props.name}
        name={props.name}
        type={props.type ?? 'text'}
        value={props.value ?? ''}
        inputmode={props.inputmode}
        autocomplete={props.autocomplete ?? 'off'}
        autofocus={props.autofocus}
        aria-describedby={notes || undefined}
        aria-invalid={message ? 'true' : undefined}
        list={props.list ? `${props.name}-list` : undefined}
      />
      {props.list ? (
        <datalist id={`${props.name}-list`}>
          {props.list.map((answer) => (
            <option value={answer}></option>
          ))}
        </datalist>
      ) : null}
    </div>
  );
}

/** Stands above a refused form, names each place that needs a change and leads to it. */
export function ErrorSummary({ errors }: { errors: readonly FieldError[] }) {
  return errors.length === 0 ? null : <Summary errors={errors} />;
}

/** What the fields below are called is known once they are rendered, and so it waits for them. */
async function Summary({ errors }: { errors: readonly FieldError[] }) {
  const names = useContext(FieldNames);
  await Promise.resolve();
  return (
    <section class="card alarm" role="alert" aria-labelledby="errors">
      <h2 id="errors">{errors.length === 1 ? '有一处要改' : `有 ${errors.length} 处要改`}</h2>
      <ul>
        {errors.map((error) => (
          <li>
            <a href={`#${error.field}`}>{named(error, names?.get(error.field))}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

const named = ({ message }: FieldError, name: string | undefined) => (name === undefined || message.startsWith(name) ? message : `${name}：${message}`);

/** Why the last press did nothing. */
export function Refusal({ words }: { words: string | undefined }) {
  if (!words) return null;
  return (
    <p class="card alarm wrong" role="alert">
      {words}
    </p>
  );
}

export type PostFormProps = {
  action: string;
  hidden?: Readonly<Record<string, string>>;
  class?: string;
  /** A search: posted so that nothing personal stands in an address, and changes nothing. */
  searches?: boolean;
  children: Child;
};

/** Every change is a form that posts; what the server must know beside the fields travels as hidden inputs. Whoever only reads is shown none. */
export function PostForm({ action, hidden = {}, class: name, searches = false, children }: PostFormProps) {
  if (!searches && useContext(ReadsOnly)) return null;
  return (
    <form method="post" action={action} class={name} novalidate>
      {Object.entries(hidden).map(([key, value]) => (
        <input type="hidden" name={key} value={value} />
      ))}
      {children}
    </form>
  );
}
