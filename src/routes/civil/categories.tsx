import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { categoryNameRefusal, codeOf, codeRefusal, decideWord, labelOf } from '../../domain/county-label.ts';
import { withoutBlanks } from '../../domain/roster-text.ts';
import { auditEntry, type App } from '../../request.ts';
import { addCategory, addWord, loadCategories, loadCategory, removeCategory, renameCategory, type CategoriesRead, type CategoryRead } from '../../store/categories.ts';
import { untilSettled } from '../../store/commit.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { CategoriesPage, CategoryPage, type CategoriesPageProps, type WordFormProps } from '../../../web/civil/categories-page.tsx';
import { labelMoved, stillUsed, wordRefusalText, type LabelDone } from '../../../web/civil/county-label-text.ts';
import { paths } from '../../../web/paths.ts';
import { form, id, requestKey } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { civilFrame, officialOf } from './frame.ts';
import { doneAsked, labelErrors, namingVersions, nothingTyped, ofCode, renaming, renamingErrors, renamingOf, typedText } from './label-forms.ts';

export const categories = new Hono<App>();

categories.get('/', permit('category.read'), doneAsked, async (c) => {
  const read = await loadCategories(c.var.db, c.var.scope);
  return read ? listPage(c, read, { done: c.req.valid('query').done ?? null }) : c.notFound();
});

const adding = form(z.strictObject({ key: requestKey, code: typedText, name: typedText }), (c) => problem(c, 422));

categories.post('/', permit('category.set'), adding, async (c) => {
  const { key, ...typed } = c.req.valid('form');
  const actor = actorRef(officialOf(c));
  const [code, name] = [codeOf(typed.code), labelOf(typed.name)];
  const payloadHash = await sha256(JSON.stringify(['category', code, name]));
  return untilSettled(async () => {
    const read = await loadCategories(c.var.db, c.var.scope, key);
    if (!read) return c.notFound();
    const before = replay(read.prior[0], { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const errors = labelErrors({ name: categoryNameRefusal(name, read.categories, read.meanings, code), code: codeRefusal(code, read.categories) });
    if (errors.length > 0) return listPage(c, read, { typed, errors });
    const answer = paths.category(code, 'added');
    const outcome = await addCategory(c.var.db, auditEntry(c, actor, 'category.add', `category:${code}`), { code, name }, { key, payloadHash, answer });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

categories.get('/:code', permit('category.read'), ofCode, doneAsked, async (c) => {
  const found = await findCategory(c);
  return found?.category ? onePage(c, { ...found, category: found.category }, { done: c.req.valid('query').done ?? null }) : c.notFound();
});

/** Needs no key: what is called so already is called so. */
categories.post('/:code/name', permit('category.set'), ofCode, renaming, async (c) => {
  const { code } = c.req.valid('param');
  const typed = c.req.valid('form');
  const { name, reason } = renamingOf(typed);
  return untilSettled(async () => {
    const read = await findCategory(c);
    if (!read?.category) return c.notFound();
    const found = { ...read, category: read.category };
    if (found.category.name === name) return c.redirect(paths.category(code, 'renamed'), 303);
    const others = read.categories.filter((one) => one.code !== code);
    const errors = renamingErrors(categoryNameRefusal(name, others, read.meanings, code), reason);
    if (errors.length > 0) return onePage(c, found, { renaming: { typed, errors } });
    if (found.category.name !== typed.was) return onePage(c, found, { renaming: { typed, errors: [] }, refusal: labelMoved });
    const entry = auditEntry(c, actorRef(officialOf(c)), 'category.rename', `category:${code}`);
    const outcome = await renameCategory(c.var.db, entry, { code, was: typed.was, name, reason });
    return outcome === 'done' ? c.redirect(paths.category(code, 'renamed'), 303) : outcome;
  });
});

const wording = form(z.strictObject({ word: typedText, from: id.optional() }), (c) => problem(c, 422));

/** Needs no key: a word that stands for the category already stands for it. */
categories.post('/:code/words', permit('category.set'), ofCode, wording, async (c) => {
  const { code } = c.req.valid('param');
  const { word: typed, from = null } = c.req.valid('form');
  const word = withoutBlanks(typed);
  return untilSettled(async () => {
    const read = await findCategory(c);
    if (!read?.category) return c.notFound();
    const { refused, known } = decideWord(word, code, read.meanings, read.categories, from);
    if (known) return c.redirect(paths.category(code, 'word'), 303);
    if (refused !== null) return onePage(c, { ...read, category: read.category }, { word: refusedWord(read, word, refused) });
    const entry = auditEntry(c, actorRef(officialOf(c)), 'category.word', `category:${code}`);
    const outcome = await addWord(c.var.db, entry, { word, code, before: read.meanings.get(word) ?? null });
    return outcome === 'done' ? c.redirect(paths.category(code, 'word'), 303) : outcome;
  });
});

/** Needs no key: what is not there any more has been removed. */
categories.post('/:code/deletion', permit('category.set'), ofCode, nothingTyped, async (c) => {
  const { code } = c.req.valid('param');
  return untilSettled(async () => {
    const read = await findCategory(c);
    if (!read) return c.notFound();
    if (!read.category) return c.redirect(paths.categories('removed'), 303);
    if (isUsed(read, code)) return onePage(c, { ...read, category: read.category }, { refusal: stillUsed.category });
    const outcome = await removeCategory(c.var.db, auditEntry(c, actorRef(officialOf(c)), 'category.remove', `category:${code}`), code, read.versions.length);
    return outcome === 'done' ? c.redirect(paths.categories('removed'), 303) : outcome;
  });
});

const findCategory = (c: Context<App>) => loadCategory(c.var.db, c.var.scope, c.req.param('code') ?? '');

const isUsed = ({ used, versions }: CategoryRead, code: string) => used || namingVersions(versions, 'category', code).length > 0;

function refusedWord({ meanings, categories: all }: CategoryRead, word: string, refused: Parameters<typeof wordRefusalText>[0]): WordFormProps {
  const other = all.find((one) => one.code === meanings.get(word)) ?? null;
  return { typed: word, errors: [{ field: 'word', message: wordRefusalText(refused, other?.name ?? '') }], takes: refused === 'word_means_other' ? other : null };
}

function viewOf({ code, name, people }: CategoriesRead['categories'][number], { meanings }: Pick<CategoriesRead, 'meanings'>) {
  return { code, name, people, words: [...meanings].filter(([word, meant]) => meant === code && word !== withoutBlanks(name)).map(([word]) => word) };
}

function listPage(c: Context<App>, read: CategoriesRead, show: Partial<Pick<CategoriesPageProps, 'typed' | 'errors' | 'done'>>) {
  const fresh = { typed: { code: '', name: '' }, errors: [], done: null, ...show };
  const page = <CategoriesPage frame={civilFrame(c, read.offices, 'policies')} categories={read.categories.map((one) => viewOf(one, read))} {...fresh} requestKey={newId()} />;
  return c.html(page, fresh.errors.length > 0 ? 422 : 200);
}

type Show = { renaming?: { typed: { name: string; reason: string }; errors: { field: string; message: string }[] }; word?: WordFormProps; done?: LabelDone | null; refusal?: string };
type Found = CategoryRead & { category: CategoryRead['categories'][number] };

function onePage(c: Context<App>, found: Found, { renaming: renamed, word, done = null, refusal }: Show) {
  const { category, offices, versions, changes } = found;
  const page = (
    <CategoryPage
      frame={civilFrame(c, offices, 'policies')}
      category={viewOf(category, found)}
      used={isUsed(found, category.code)}
      policies={namingVersions(versions, 'category', category.code)}
      changes={changes}
      renaming={renamed ?? { typed: { name: category.name, reason: '' }, errors: [] }}
      word={word ?? { typed: '', errors: [], takes: null }}
      done={done}
      {...(refusal === undefined ? {} : { refusal })}
    />
  );
  return c.html(page, refusal !== undefined ? 409 : (renamed?.errors.length ?? 0) + (word?.errors.length ?? 0) > 0 ? 422 : 200);
}
