import type { Page } from 'playwright-core';

// How measures look at a page: what is visible, what can be pressed, what stands on which ground.

/** `added`: by a style sheet, before or after the element's own text. */
export type ShownText = { text: string; element: Element; style: CSSStyleDeclaration; added: boolean };

export type Ruler = {
  shown(element: Element): boolean;
  elements(selector?: string): HTMLElement[];
  /** Every piece of visible text. */
  texts(): ShownText[];
  targets(): HTMLElement[];
  /** The first words of an element, to find it again. */
  name(element: Element): string;
  /** From the page's own left and top. */
  box(element: Element): { left: number; top: number; right: number; bottom: number; width: number; height: number };
  contrast(one: string, other: string): number;
  /** The colour behind an element. */
  ground(element: Element | null): string;
};

declare global {
  interface Window {
    ruler: Ruler;
  }
}

/** Runs in the page, so it uses nothing from outside. */
function install(): void {
  const TARGETS = 'a[href], button, summary, select, textarea, input:not([type="hidden"]), [role="button"], [onclick]';
  const shown = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && element.getClientRects().length > 0;
  const elements = (selector = '*') => [...document.body.querySelectorAll<HTMLElement>(selector)].filter(shown);

  const ownTexts = (element: HTMLElement): ShownText[] =>
    [...element.childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '')
      .map((node) => ({ text: (node.textContent ?? '').trim(), element, style: getComputedStyle(element), added: false }));

  const addedTexts = (element: HTMLElement): ShownText[] =>
    ['::before', '::after'].flatMap((pseudo) => {
      const style = getComputedStyle(element, pseudo);
      const text = style.content.replace(/^"|"$/g, '').trim();
      return ['', 'none', 'normal'].includes(text) ? [] : [{ text, element, style, added: true }];
    });

  const texts = () => [document.body, ...elements()].flatMap((element) => [...ownTexts(element), ...addedTexts(element)]);

  const box = (element: Element) => {
    const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
    return { left: left + scrollX, top: top + scrollY, right: right + scrollX, bottom: bottom + scrollY, width, height };
  };

  const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one: string, other: string) => {
    const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const ground = (element: Element | null): string => {
    if (element === null) return 'rgb(255, 255, 255)';
    const colour = getComputedStyle(element).backgroundColor;
    return (channels(colour)[3] ?? 1) === 1 ? colour : ground(element.parentElement);
  };

  const name = (element: Element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 16) || element.outerHTML.slice(0, 60);
  window.ruler = { shown, elements, texts, targets: () => elements(TARGETS), name, box, contrast, ground };
}

/** Lays the ruler on a page, with everything that folds opened: what is folded away must measure up too. */
export async function layRuler(page: Page): Promise<void> {
  await page.evaluate(install);
  await page.evaluate(() => document.querySelectorAll('details').forEach((one) => one.setAttribute('open', '')));
}
