import { claimCodes, PAPER_KINDS, parseClaim } from '../../src/domain/application-claim.ts';
import { PAPER_LINES } from '../../src/domain/application-form.ts';
import { claimText, paperKindLabel, type Category } from '../application-text.ts';
import { Select, type Option } from '../choice-fields.tsx';
import { Field, type FieldError } from '../form.tsx';

export type Typed = Readonly<Record<string, string | undefined>>;
export type Filled = { typed: Typed; errors: readonly FieldError[] };

/** Every fact that can be applied for, in the county's words. */
export function claimOptions(categories: readonly Category[]): Option[] {
  const codes = categories.map((one) => one.code);
  return claimCodes(codes).flatMap((code) => {
    const claim = parseClaim(code, codes);
    return claim ? [{ value: code, label: claimText(claim, categories) }] : [];
  });
}

export function ClaimField({ categories, typed, errors }: Filled & { categories: readonly Category[] }) {
  return (
    <Select
      name="claim"
      label="申请什么"
      options={[{ value: '', label: '请选' }, ...claimOptions(categories)]}
      value={typed['claim']}
      errors={errors}
    />
  );
}

/** The papers by kind, number and date: nothing is uploaded, the papers stay where they are. */
export function PaperFields({ typed, errors, villageKind }: Filled & { villageKind: string }) {
  const kinds = [{ value: '', label: '（没有）' }, ...PAPER_KINDS.map((value) => ({ value, label: paperKindLabel[value] }))];
  return (
    <fieldset>
      <legend>看了哪些材料</legend>
      <p class="hint">只登记名称、编号、日期；原件看过还给本人，复印件留在{villageKind}，不用上传。</p>
      <PaperLine line={1} kinds={kinds} typed={typed} errors={errors} />
      <details open={MORE_LINES.some((line) => typed[`paper${line}_kind`] || errors.some(({ field }) => field.startsWith(`paper${line}_`)))}>
        <summary>还有别的材料</summary>
        {MORE_LINES.map((line) => (
          <PaperLine line={line} kinds={kinds} typed={typed} errors={errors} />
        ))}
      </details>
    </fieldset>
  );
}

/** One is the usual; the others are folded away. */
const MORE_LINES = PAPER_LINES.filter((line) => line > 1);

function PaperLine({ line, kinds, typed, errors }: Filled & { line: number; kinds: readonly Option[] }) {
  const of = (name: string) => `paper${line}_${name}`;
  return (
    <div class="papers">
      <Select name={of('kind')} label={`材料 ${line}`} options={kinds} value={typed[of('kind')]} errors={errors} />
      <Field name={of('number')} label={`编号 ${line}`} value={typed[of('number')]} errors={errors} />
      <Field name={of('date')} label={`日期 ${line}`} value={typed[of('date')]} errors={errors} />
      <div class="field">
        <label class="choice">
          <input type="checkbox" name={of('original')} value="on" checked={typed[of('original')] === 'on'} />
          看过原件
        </label>
      </div>
    </div>
  );
}

/** For somebody new to the system: where they are registered, and where they are going to eat. */
export function HomeFields({ typed, errors, registeredOptions, points }: Filled & { registeredOptions: readonly Option[]; points: readonly { id: string; name: string }[] }) {
  return (
    <>
      <Field name="address" label="住址（门牌）" hint="例如：东关小区 3 号楼 2 单元 502" value={typed['address']} errors={errors} />
      <Select name="registered" label="户籍在" options={registeredOptions} value={typed['registered']} errors={errors} />
      <Field name="registeredPlace" label="户籍在本市以外的，写到区县" value={typed['registeredPlace']} errors={errors} />
      <Select
        name="mealPoint"
        label="常去的助餐点"
        hint="批准以后建档用，以后可以改。"
        options={[{ value: '', label: '请选' }, ...points.map(({ id, name }) => ({ value: id, label: name }))]}
        value={typed['mealPoint']}
        errors={errors}
      />
    </>
  );
}
