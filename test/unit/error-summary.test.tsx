import { expect, test } from 'vitest';
import { Radios, Select, TextArea, Ticks } from '../../web/choice-fields.tsx';
import { ErrorSummary, Field } from '../../web/form.tsx';
import { Document } from '../../web/layout.tsx';

const FIELDS = ['name', 'place', 'why', 'way', 'papers', 'photo'];
const errors = FIELDS.map((field) => ({ field, message: '还没有填。' }));
const options = [{ value: 'a', label: '甲' }];

/** As it is sent: rendered to its end. */
const sent = async (node: { toString(): string }) => String(await Promise.resolve(node.toString()));
const page = (summary = errors) =>
  sent(
    <Document title="x" styles={[]}>
      <ErrorSummary errors={summary} />
      <Field name="name" label="您的姓名（和身份证上一样）" errors={errors} />
      <Select name="place" label="哪里" options={options} />
      <TextArea name="why" label="旧的马上停用。为什么换？" />
      <Radios legend="怎么给的" name="way" options={options} />
      <Ticks legend="看了哪些材料" prefix="papers" options={options} ticked={() => false} />
    </Document>,
  );
const links = (html: string) => [...html.matchAll(/<a href="(#[^"]+)">([^<]+)</g)].map(([, href, words]) => [href, words]);

test('a summary names the fields that stand below it, and leads to them; of one that nobody named it says what is wrong', async () => {
  const html = await page();
  expect(links(html)).toEqual([
    ['#name', '您的姓名：还没有填。'], ['#place', '哪里：还没有填。'], ['#why', '为什么换：还没有填。'], ['#way', '怎么给的：还没有填。'], ['#papers', '看了哪些材料：还没有填。'], ['#photo', '还没有填。'],
  ]);
  for (const field of FIELDS.slice(0, -1)) expect(html).toContain(`id="${field}"`);
  expect(html.indexOf('role="alert"')).toBeLessThan(html.indexOf('id="name"'));
});

test('a message that names its field already says it once, and nothing wrong has no summary', async () => {
  expect(links(await page([{ field: 'place', message: '哪里：太长了。' }]))).toEqual([['#place', '哪里：太长了。']]);
  expect(await page([])).not.toContain('alert');
});

test('two pages at once keep their names apart', async () => {
  const other = (
    <Document title="y" styles={[]}>
      <ErrorSummary errors={errors} />
      <Field name="name" label="单位" />
    </Document>
  );
  const [first, second] = await Promise.all([page(), sent(other)]);
  expect([links(first)[0], links(second)[0]]).toEqual([['#name', '您的姓名：还没有填。'], ['#name', '单位：还没有填。']]);
});
