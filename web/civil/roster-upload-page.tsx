import type { RosterKind } from '../../src/domain/roster.ts';
import { called } from '../field-names.tsx';
import { ErrorSummary, Field, type FieldError } from '../form.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { rosterKindLabel } from './roster-text.ts';

export type TypedRoster = { office: string; name: string; documentNo: string; documentDate: string; asOf: string; coverage: string; covers: readonly string[] };

export type RosterUploadPageProps = {
  frame: StaffFrame;
  kind: RosterKind;
  /** The form's key: pressing twice imports once. */
  requestKey: string;
  offices: readonly { code: string; name: string }[];
  categories: readonly { code: string; name: string }[];
  typed: TypedRoster;
  errors: readonly FieldError[];
};

/** One list: which file, which paper it comes from, and whether it names everybody. */
export function RosterUploadPage(props: RosterUploadPageProps) {
  const { frame, kind, errors, typed } = props;
  const text = (name: 'name' | 'documentNo', label: string, hint: string) => <Field {...{ name, label, hint, errors }} value={typed[name]} />;
  const day = (name: 'documentDate' | 'asOf', label: string, hint: string) => <Field {...{ name, label, hint, errors }} type="date" value={typed[name]} />;
  return (
    <StaffLayout frame={frame} title="导入名册">
      <nav class="trail" aria-label="位置">
        <a href={paths.rosters()}>← 名册</a>
      </nav>
      <h1>导入{rosterKindLabel[kind]}名册</h1>
      <ErrorSummary errors={errors} />
      <form class="card" method="post" action={paths.rosterUpload(kind)} enctype="multipart/form-data" novalidate>
        <input type="hidden" name="key" value={props.requestKey} />
        <FileField kind={kind} errors={errors} />
        <Office {...props} />
        {text('name', '名册名称', '例如 2026 年 12 月低保名册。记在每一条事实的来源里')}
        {text('documentNo', '文号', '例如 滕民〔2026〕12 号。没有文号就写来文单位')}
        {day('documentDate', '来文日期', '文件上的日期')}
        {day('asOf', '名册日期', '名册是哪一天的情况。没写开始日期的、要结束的，都从这一天算')}
        {kind === 'category' ? <Covers {...props} /> : null}
        {kind === 'death' ? <input type="hidden" name="coverage" value="increment" /> : <Coverage {...props} />}
        <button class="act main">上传，先看会改什么</button>
      </form>
    </StaffLayout>
  );
}

const FILE_LABEL = '文件';

function FileField({ kind, errors }: Pick<RosterUploadPageProps, 'kind' | 'errors'>) {
  called('file', FILE_LABEL);
  const message = errors.find((error) => error.field === 'file')?.message;
  return (
    <div class="field">
      <label for="file">{FILE_LABEL}</label>
      <p class="hint" id="file-hint">
        CSV 或 XLSX，读第一张表。<a href={paths.rosterTemplate(kind)}>下载模板</a>
      </p>
      {message ? (
        <p class="wrong" id="file-error">
          {message}
        </p>
      ) : null}
      <input id="file" name="file" type="file" accept=".csv,.xlsx,.txt" aria-describedby={message ? 'file-hint file-error' : 'file-hint'} aria-invalid={message ? 'true' : undefined} />
      {errors.length > 0 && !message ? <p class="hint">文件要再选一次，浏览器不替您留着。</p> : null}
    </div>
  );
}

type ChoicesProps = { name: string; legend: string; type: 'radio' | 'checkbox'; options: readonly { value: string; label: string }[]; chosen: readonly string[]; hint?: string; errors: readonly FieldError[] };

/** Nothing is chosen beforehand: each choice changes what the list does. */
function Choices({ name, legend, type, options, chosen, hint, errors }: ChoicesProps) {
  called(name, legend);
  const message = errors.find((error) => error.field === name)?.message;
  return (
    <fieldset class="field" id={name} aria-describedby={message ? `${name}-error` : undefined}>
      <legend>{legend}</legend>
      {hint ? <p class="hint">{hint}</p> : null}
      {message ? (
        <p class="wrong" id={`${name}-error`}>
          {message}
        </p>
      ) : null}
      {options.map(({ value, label }) => (
        <label class="choice">
          <input type={type} name={name} value={value} checked={chosen.includes(value)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

function Office({ offices, typed, errors }: RosterUploadPageProps) {
  const [only, ...others] = offices;
  if (only && others.length === 0) return <input type="hidden" name="office" value={only.code} />;
  return <Choices name="office" legend="哪里的名册" type="radio" options={offices.map(({ code, name }) => ({ value: code, label: name }))} chosen={[typed.office]} errors={errors} />;
}

function Covers({ categories, typed, errors }: RosterUploadPageProps) {
  return (
    <Choices
      name="covers"
      legend="名册管哪几类"
      type="checkbox"
      hint="只有选中的类别会改。选了几类，就是一个人只能是其中一类：换了类，旧的结束，新的开始"
      options={categories.map(({ code, name }) => ({ value: code, label: name }))}
      chosen={typed.covers}
      errors={errors}
    />
  );
}

function Coverage({ typed, errors }: RosterUploadPageProps) {
  return (
    <Choices
      name="coverage"
      legend="名册全不全"
      type="radio"
      options={[
        { value: 'increment', label: '增量名册：只写了新增和变更的人，没写的人不动' },
        { value: 'whole', label: '全量名册：写了全部的人，不在上面的从名册日期起结束' },
      ]}
      chosen={[typed.coverage]}
      errors={errors}
    />
  );
}
