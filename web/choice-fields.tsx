import { called } from './field-names.tsx';
import type { FieldError } from './form.tsx';

export type Option = { value: string; label: string };
export type OptionGroup = { label: string; options: readonly Option[] };

type Labelled = { name: string; label: string; value?: string; hint?: string; errors?: readonly FieldError[] };

const noteIds = ({ name, hint, errors }: Labelled) => {
  const message = errors?.find((error) => error.field === name)?.message;
  const ids = [hint ? `${name}-hint` : '', message ? `${name}-error` : ''].filter(Boolean).join(' ');
  return { message, described: { 'aria-describedby': ids || undefined, 'aria-invalid': message ? ('true' as const) : undefined } };
};

function Notes({ name, hint, message }: { name: string; hint?: string; message?: string }) {
  return (
    <>
      {hint ? (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
      {message ? (
        <p class="wrong" id={`${name}-error`}>
          {message}
        </p>
      ) : null}
    </>
  );
}

/** One of a list, a long one in groups. Never on an elder's page. */
export function Select(props: Labelled & { options: readonly (Option | OptionGroup)[] }) {
  const { name, label, value = '', options } = props;
  called(name, label);
  const { message, described } = noteIds(props);
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <Notes name={name} hint={props.hint} message={message} />
      <select id={name} name={name} {...described}>
        {options.map((one) =>
          'options' in one ? (
            <optgroup label={one.label}>
              {one.options.map((option) => (
                <Choice option={option} chosen={value} />
              ))}
            </optgroup>
          ) : (
            <Choice option={one} chosen={value} />
          ),
        )}
      </select>
    </div>
  );
}

const Choice = ({ option, chosen }: { option: Option; chosen: string }) => (
  <option value={option.value} selected={option.value === chosen}>
    {option.label}
  </option>
);

/** More than a line of words. */
export function TextArea(props: Labelled & { rows?: number }) {
  const { name, label, value = '', rows = 3 } = props;
  called(name, label);
  const { message, described } = noteIds(props);
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <Notes name={name} hint={props.hint} message={message} />
      <textarea id={name} name={name} rows={rows} {...described}>
        {value}
      </textarea>
    </div>
  );
}

/** Boxes to tick, each a field of its own: `point_home_visit`. */
export function Ticks({ legend, prefix, options, ticked, errors }: {
  legend: string;
  prefix: string;
  options: readonly Option[];
  ticked: (value: string) => boolean;
  errors?: readonly FieldError[];
}) {
  called(prefix, legend);
  const message = errors?.find((error) => error.field === prefix)?.message;
  return (
    <fieldset class="field" id={prefix}>
      <legend>{legend}</legend>
      {message ? <p class="wrong">{message}</p> : null}
      {options.map(({ value, label }) => (
        <label class="choice">
          <input type="checkbox" name={`${prefix}_${value}`} value="on" checked={ticked(value)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

/** One of a few, all of them in sight. */
export function Radios({ legend, name, options, value, errors }: {
  legend: string;
  name: string;
  options: readonly Option[];
  value?: string;
  errors?: readonly FieldError[];
}) {
  called(name, legend);
  const message = errors?.find((error) => error.field === name)?.message;
  return (
    <fieldset class="field" id={name}>
      <legend>{legend}</legend>
      {message ? <p class="wrong">{message}</p> : null}
      {options.map((option) => (
        <label class="choice">
          <input type="radio" name={name} value={option.value} checked={option.value === value} />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
