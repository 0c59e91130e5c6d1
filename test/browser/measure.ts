import type { Page } from 'playwright-core';
import { layRuler } from './ruler.ts';

// The measures of elder pages that can be taken on one page at rest. Each answers what breaks it; nothing means that it is kept.
// They run in the page and use nothing from outside but the ruler.

const smallText = () =>
  window.ruler.texts().filter(({ style }) => Number.parseFloat(style.fontSize) < 18).map(({ text, style }) => `${style.fontSize} ${text}`);

const tightLines = () =>
  window.ruler
    .texts()
    .filter(({ style }) => !(Number.parseFloat(style.lineHeight) / Number.parseFloat(style.fontSize) >= 1.3 - 0.001))
    .map(({ text, style }) => `${style.lineHeight} of ${style.fontSize} ${text}`);

const weakText = () =>
  window.ruler
    .texts()
    .filter(({ style }) => Number(style.fontWeight) < 400 || style.textAlign === 'justify' || !style.fontFamily.endsWith('sans-serif'))
    .map(({ text, style }) => `${style.fontWeight} ${style.textAlign} ${style.fontFamily} ${text}`);

const longLines = () =>
  window.ruler.texts().flatMap(({ element, style, text }) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const widest = Math.max(...[...range.getClientRects()].map((line) => line.width));
    return widest / Number.parseFloat(style.fontSize) > 40.5 ? [`${widest} px of ${style.fontSize} ${text}`] : [];
  });

const closeParagraphs = () =>
  window.ruler.elements('p + p').flatMap((paragraph) => {
    const before = paragraph.previousElementSibling ?? paragraph;
    const gap = window.ruler.box(paragraph).top - window.ruler.box(before).bottom;
    const line = Number.parseFloat(getComputedStyle(paragraph).lineHeight);
    return gap < 1.3 * line - 1 ? [`${gap} px before ${window.ruler.name(paragraph)}`] : [];
  });

/** In main every target is 72 high, in the header 60, elsewhere 44; the one that orders 88. A target alone in its row fills it. */
const smallTargets = () => {
  const all = window.ruler.targets();
  return all.flatMap((target) => {
    const { width, height, top, bottom } = window.ruler.box(target);
    const least = target.matches('form[action="/orders"] button') ? 88 : target.closest('main') ? 72 : target.closest('header') ? 60 : 44;
    const wide = target.closest('main, header') ? 60 : 44;
    const small = height < least - 0.5 || width < wide - 0.5 ? [`${width}×${height} ${window.ruler.name(target)}`] : [];
    const alone = !all.some((other) => other !== target && window.ruler.box(other).top < bottom && window.ruler.box(other).bottom > top);
    const parent = target.parentElement;
    if (!target.closest('main') || !alone || !parent) return small;
    const style = getComputedStyle(parent);
    const room = parent.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
    return width < room - 1 ? [...small, `${width} of ${room} px wide ${window.ruler.name(target)}`] : small;
  });
};

/** Centre and four corners, the corners moved in by what the rounding takes away. */
const coveredTargets = () =>
  window.ruler.targets().flatMap((target) => {
    const { left, right, top, bottom } = window.ruler.box(target);
    const inset = Math.max(3, Number.parseFloat(getComputedStyle(target).borderTopLeftRadius) * 0.3 + 1);
    const points = [
      [(left + right) / 2, (top + bottom) / 2],
      ...[left + inset, right - inset].flatMap((x) => [top + inset, bottom - inset].map((y) => [x, y])),
    ];
    const missed = points.filter(([x = 0, y = 0]) => {
      window.scrollTo(0, y - window.innerHeight / 2);
      const hit = document.elementFromPoint(x - window.scrollX, y - window.scrollY);
      return hit === null || !target.contains(hit);
    });
    window.scrollTo(0, 0);
    return missed.map(([x, y]) => `${window.ruler.name(target)} at ${x}, ${y}`);
  });

const narrowGaps = () => {
  const boxes = window.ruler.targets().map((target) => ({ name: window.ruler.name(target), ...window.ruler.box(target) }));
  const { clientWidth, scrollHeight } = document.documentElement;
  const edges = boxes.flatMap((one) => {
    const nearest = Math.min(one.left, clientWidth - one.right, one.top, scrollHeight - one.bottom);
    return nearest < 11.5 ? [`${nearest} px from the edge ${one.name}`] : [];
  });
  const gaps = boxes.flatMap((one, index) =>
    boxes.slice(index + 1).flatMap((other) => {
      const across = Math.max(one.left - other.right, other.left - one.right);
      const down = Math.max(one.top - other.bottom, other.top - one.bottom);
      return Math.max(across, down) < 11.5 ? [`${Math.max(across, down)} px between ${one.name} and ${other.name}`] : [];
    }),
  );
  return [...edges, ...gaps];
};

/** Also of large letters, which WCAG lets be fainter. What a style sheet adds are marks. */
const faintText = () =>
  window.ruler
    .texts()
    .filter(({ element, style, added }) => window.ruler.contrast(style.color, window.ruler.ground(element)) < (added ? 4.5 : 7))
    .map(({ style, text }) => `${style.color} ${text}`);

/** Borders and line drawings against what they stand on. */
const faintMarks = () =>
  window.ruler.elements().flatMap((element) => {
    const style = getComputedStyle(element);
    const sides = ['Top', 'Right', 'Bottom', 'Left'] as const;
    const borders = sides.filter((side) => Number.parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== 'none');
    const colours = borders.map((side) => style[`border${side}Color`]);
    const drawn = element.matches('svg[stroke="currentColor"]') ? [style.color] : [];
    const ground = window.ruler.ground(element.parentElement);
    const faint = [...new Set([...colours, ...drawn])].filter((colour) => window.ruler.contrast(colour, ground) < 4.5);
    return faint.map((colour) => `${colour} on ${ground} ${window.ruler.name(element)}`);
  });

const sideways = () => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const page = scrollWidth > clientWidth ? [`${scrollWidth} in ${clientWidth} px`] : [];
  const outside = window.ruler.texts().filter(({ element }) => {
    const { left, right } = window.ruler.box(element);
    return left < -0.5 || right > clientWidth + 0.5;
  });
  const cut = window.ruler.elements().filter((element) => {
    const hides = ['hidden', 'clip'].includes(getComputedStyle(element).overflowX);
    return hides && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
  });
  return [...page, ...outside.map(({ text }) => `outside: ${text}`), ...cut.map((element) => `cut: ${window.ruler.name(element)}`)];
};

const decoration = () =>
  window.ruler.elements().flatMap((element) => {
    const { backgroundImage, boxShadow, textShadow } = getComputedStyle(element);
    const found = [backgroundImage, boxShadow, textShadow].filter((value) => value !== 'none');
    return found.map((value) => `${value} ${window.ruler.name(element)}`);
  });

/** What moves by itself, opens over the page, asks for more than a press, or came after the engines of 2020. */
const forbidden = () => {
  const unwanted = [
    'select', 'dialog', '[popover]', 'iframe', 'video', 'audio', 'marquee', 'img:not([alt])', 'svg text', '[draggable="true"]',
    'input:not([type="hidden"], [type="text"], [type="search"])', '[tabindex]:not([tabindex="0"], [tabindex="-1"])', '[onpointerdown]',
    '[onmousedown]', '[ontouchstart]', '[target]',
  ];
  const viewport = document.querySelector('meta[name="viewport"]')?.getAttribute('content') ?? 'none';
  const moving = window.ruler.elements().filter((element) => getComputedStyle(element).animationName !== 'none');
  const newer = window.ruler.elements().filter((element) => {
    const { display, columnGap, rowGap } = getComputedStyle(element);
    return display.includes('flex') && [columnGap, rowGap].some((gap) => gap !== 'normal' && Number.parseFloat(gap) > 0);
  });
  return [
    ...unwanted.filter((selector) => document.querySelector(selector) !== null),
    ...(document.querySelector('meta[http-equiv="refresh" i]') ? ['meta refresh'] : []),
    ...(/user-scalable|maximum-scale|none/.test(viewport) ? [`viewport ${viewport}`] : []),
    ...(document.fonts.size > 0 ? ['web fonts'] : []),
    ...(getComputedStyle(document.documentElement).getPropertyValue('text-size-adjust') !== 'auto' ? ['text-size-adjust'] : []),
    ...moving.map((element) => `moves: ${window.ruler.name(element)}`),
    ...newer.map((element) => `flex gap: ${window.ruler.name(element)}`),
  ];
};

const heading = () => {
  const count = document.querySelectorAll('h1').length;
  const words = document.querySelector('h1')?.textContent?.trim() ?? '';
  return [...(count === 1 && words !== '' ? [] : [`${count} h1`]), ...(document.title.trim() === '' ? ['no title'] : [])];
};

/** The first thing on the page: a telephone link in large digits, with its hours. */
const phone = () => {
  const first = window.ruler.targets()[0];
  if (!first?.matches('header a[href^="tel:"]')) return ['the first target is no telephone link'];
  const words = first.textContent ?? '';
  const digits = [...window.ruler.texts()].find(({ element, text }) => first.contains(element) && /\d{5}/.test(text.replaceAll('-', '')));
  const large = digits !== undefined && Number.parseFloat(digits.style.fontSize) >= 24;
  return [
    ...(window.ruler.box(first).height >= 60 ? [] : ['less than 60 px high']),
    ...(large ? [] : ['no large digits']),
    ...(/\d 点|全天/.test(words) ? [] : ['no hours']),
  ];
};

const bannedWords = () => {
  const banned = '提交 登录 网络异常 缓存 链接 刷新 套餐券 SKU 老人 输入有误 仅剩'.split(' ');
  const labels = [...document.querySelectorAll('[aria-label], [alt], [title]')].flatMap((element) =>
    ['aria-label', 'alt', 'title'].map((attribute) => element.getAttribute(attribute) ?? ''),
  );
  const said = [document.title, document.body.innerText, ...labels].join('\n');
  return banned.filter((word) => said.includes(word));
};

/** Where she is is told by more than a colour. */
const colourOnly = () =>
  [...document.querySelectorAll('[aria-current]')].flatMap((element) => {
    const other = element.closest('nav, ul')?.querySelector('a:not([aria-current])');
    if (!other) return [];
    const [mine, others] = [getComputedStyle(element), getComputedStyle(other)];
    return mine.fontWeight === others.fontWeight && mine.borderTopWidth === others.borderTopWidth ? [window.ruler.name(element)] : [];
  });

/** Only where the largest letters were chosen. */
const notLarge = () =>
  window.ruler
    .texts()
    .filter(({ element, added }) => !added && element.closest('main') && !element.closest('small'))
    .filter(({ style }) => Number.parseFloat(style.fontSize) < 30)
    .map(({ text, style }) => `${style.fontSize} ${text}`);

/** On the way to an order: question, meal, price, buttons, answer in 80 characters. */
const wordy = () => {
  const mustRead = 'h1, .meal h2, .pay b, .slip b, .slip .number, .choice b, .choice em, .go, .plain';
  document.querySelectorAll('details').forEach((one) => one.removeAttribute('open'));
  const words = window.ruler.elements(mustRead).filter((element) => element.closest('main')).map((element) => element.textContent ?? '');
  document.querySelectorAll('details').forEach((one) => one.setAttribute('open', ''));
  const characters = words.join('').replace(/\s/g, '').length;
  return characters > 80 ? [`${characters} characters`] : [];
};

/** On the way to an order: at most five things to choose from. The way back and what is ordered are no choices, and one quiet notice is none. */
const manyChoices = () => {
  document.querySelectorAll('details').forEach((one) => one.removeAttribute('open'));
  const inMain = window.ruler.targets().filter((one) => one.closest('main') && !one.matches('.done'));
  const notice = inMain.find((one) => one.matches('.aside'));
  const choices = inMain.filter((one) => one !== notice && one.textContent?.trim() !== '上一步');
  document.querySelectorAll('details').forEach((one) => one.setAttribute('open', ''));
  return choices.length > 5 ? choices.map((one) => window.ruler.name(one)) : [];
};

/** On the way to an order: until when, in words. */
const noCutoff = () => (/点.{0,6}以前都能(订|退)/.test(document.body.innerText) ? [] : ['does not say until when']);

export const MEASURES = {
  smallText, tightLines, weakText, longLines, closeParagraphs, smallTargets, coveredTargets, narrowGaps, faintText, faintMarks,
  sideways, decoration, forbidden, heading, phone, bannedWords, colourOnly, notLarge, wordy, manyChoices, noCutoff,
};

export type Measure = keyof typeof MEASURES;

export const ALL_MEASURES = Object.keys(MEASURES) as Measure[];

/** What the width of the screen can change. */
export const GEOMETRY: Measure[] = ['smallTargets', 'coveredTargets', 'narrowGaps', 'sideways', 'closeParagraphs', 'longLines'];
export const ON_THE_WAY: Measure[] = ['wordy', 'manyChoices', 'noCutoff'];
export const LARGEST: Measure[] = ['notLarge'];
export const EVERYWHERE = ALL_MEASURES.filter((measure) => ![...ON_THE_WAY, ...LARGEST].includes(measure));

declare global {
  interface Window {
    measures: typeof MEASURES;
  }
}

const sources = Object.entries(MEASURES).map(([name, measure]) => `${name}: ${String(measure)}`);

/** Brings the ruler and the measures onto a page: once after each navigation. */
export async function prepare(page: Page): Promise<void> {
  await layRuler(page);
  await page.evaluate(`window.measures = { ${sources.join(',')} }`);
}

/** `smallText: 14px 备注` for everything on a prepared page that breaks one of these measures. */
export async function breaches(page: Page, measures: readonly Measure[]): Promise<string[]> {
  return page.evaluate((names) => names.flatMap((name) => window.measures[name]().map((detail) => `${name}: ${detail}`)), measures);
}

const NAMES = /李秀|秀英|阿姨|张德|德昌|欧阳|建国/;

/** Titles that two pages share, or that name who is reading: titles stay in browser histories. */
export function unclearTitles(titles: readonly string[]): string[] {
  return titles.filter((title, index) => titles.indexOf(title) < index || NAMES.test(title));
}

export async function placeOfPhone(page: Page): Promise<string> {
  const box = await page.locator('a[href^="tel:"]').first().boundingBox();
  return `${box?.x}, ${box?.y}`;
}
