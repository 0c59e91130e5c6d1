// The failing twins: a small page that keeps every measure, and the flaws that each break one.

export type Flaw = { head?: string; main?: string; instead?: string };

const STYLE = `
  * { box-sizing: border-box }
  body { margin: 0; background: #fffaf2; color: #221a14; font: 400 32px/1.6 sans-serif }
  header, main { padding: 12px 16px }
  h1, p { margin: 0 }
  p + p { margin-top: 70px }
  .call { display: block; font-size: 24px; min-height: 60px; color: #221a14 }
  .go {
    display: flex; align-items: center; width: 100%; min-height: 88px; margin-top: 16px;
    border: 2px solid #8c2a14; border-radius: 18px; background: #8c2a14; color: #fff; font: inherit;
  }
`;

const MAIN = '<h1>您想吃什么？</h1><p>红烧茄子</p><p>上午 9 点 40 分以前都能订。</p><form action="/orders"><button class="go">就订这个</button></form>';

/** The good page, or one with a flaw: something more in its head or its main part, or another body altogether. */
export function madeUpPage({ head = '', main = '', instead }: Flaw = {}): string {
  const body = instead ?? `<header><a class="call" href="tel:06325550123">0632-5550123 早 7 点到晚 6 点</a></header><main>${MAIN}${main}</main>`;
  // What is said in the flaw's head counts: styles after the page's own, a title and a viewport before them.
  return `<!doctype html><html lang="zh-CN"><head><style>${STYLE}</style>${head}<title>您想吃什么</title>
    <meta name="viewport" content="width=device-width,initial-scale=1"></head><body>${body}</body></html>`;
}

const style = (rules: string): Flaw => ({ head: `<style>${rules}</style>` });

/** By measure: each of these pages must be reported, and by that measure. */
export const FLAWS = {
  smallText: [
    style('p { font-size: 17px }'),
    style('p::after { content: "。"; font-size: 12px }'),
    { main: '<small>备注</small>', head: '<style>small { font-size: 14px }</style>' },
  ],
  tightLines: [style('.go { line-height: 1.2 }'), style('p { line-height: normal }')],
  weakText: [style('p { font-weight: 300 }'), style('p { text-align: justify }'), style('p { font-family: serif }')],
  longLines: [{ main: `<p style="width: 1600px">${'word '.repeat(60)}</p>` }],
  closeParagraphs: [{ main: '<p>一段话。</p><p style="margin-top: 20px">又一段话。</p>' }],
  smallTargets: [
    style('.go { min-height: 80px }'),
    style('.call { min-height: 0; height: 56px }'),
    { main: '<a class="go" href="#" style="min-height: 70px">别的</a>' },
    { main: '<a class="go" href="#" style="width: 50%">别的</a>' },
    { main: '</main><footer><a href="#" style="display: block; padding: 0; margin: 12px; width: 43px; height: 44px">字</a></footer>' },
  ],
  coveredTargets: [{ main: '<div style="position: fixed; bottom: 0; left: 0; right: 0; height: 60%; background: #fff">通知</div>' }],
  narrowGaps: [
    { main: '<a class="go" href="#" style="margin-top: 8px">别的</a>' },
    style('main { padding: 12px 8px }'),
    style('header { padding-top: 4px }'),
  ],
  faintText: [style('h1 { color: #6b6b6b }'), style('p::after { content: "▼"; color: #999 }')],
  faintMarks: [
    style('.go { border-color: #cdbfae }'),
    style('p { border-bottom: 1px solid #999 }'),
    { main: '<svg width="20" height="20" stroke="currentColor" style="color: #aaa"><path d="M1 1h9" /></svg>' },
  ],
  sideways: [
    { main: '<p style="width: 500px">太宽了</p>' },
    { main: '<p style="position: absolute; left: -20px">出去了</p>' },
    { main: '<p style="white-space: nowrap; overflow: hidden; width: 60px">红烧茄子、炒青菜、米饭</p>' },
  ],
  decoration: [
    style('p { background: linear-gradient(#fff, #eee) }'),
    style('.go { box-shadow: 0 1px 2px #000 }'),
    style('h1 { text-shadow: 1px 1px #ccc }'),
  ],
  forbidden: [
    { main: '<select><option>一份</option></select>' },
    { main: '<dialog open>您确定吗？</dialog>' },
    { main: '<input type="date">' },
    { main: '<input type="checkbox" checked>' },
    { main: '<svg width="60" height="60"><text y="20">字</text></svg>' },
    { main: '<p tabindex="3">先到这里</p>' },
    { main: '<a href="#" target="_blank">另开一页</a>' },
    { main: '<div style="display: flex; gap: 12px"><p>一</p></div>' },
    { head: '<meta http-equiv="Refresh" content="60">' },
    { head: '<meta name="viewport" content="width=device-width,maximum-scale=1">', instead: '<h1>不能放大</h1>' },
    style('html { text-size-adjust: none }'),
    style('@font-face { font-family: own; src: url("data:font/woff2;base64,") }'),
    style('@keyframes k { to { opacity: .5 } } p { animation: k 1s infinite }'),
  ],
  heading: [{ main: '<h1>还有一问</h1>' }, { instead: '<p>没有标题</p>' }, { head: '<script>document.title = ""</script>' }],
  phone: [
    { instead: '<main><h1>没有电话</h1></main>' },
    style('.call { min-height: 0; height: 40px }'),
    style('.call { font-size: 20px }'),
    { instead: '<header><a class="call" href="tel:06325550123">0632-5550123</a></header><main><h1>没有钟点</h1></main>' },
  ],
  bannedWords: [{ main: '<button class="go">提交</button>' }, { main: '<p aria-label="请登录">进来</p>' }, { head: '<title>老人您好</title>' }],
  colourOnly: [
    { main: '<ul><li><a class="go" href="#">大</a><li><a class="go" href="#" aria-current="true" style="background: #fbe3bd">特大</a></ul>' },
  ],
  notLarge: [style('p { font-size: 29px }')],
  wordy: [{ main: `<a class="go" href="#">${'红烧茄子'.repeat(18)}</a>` }],
  manyChoices: [{ main: '<a class="go" href="#">别的菜</a>'.repeat(5) }, { main: '<a class="aside" href="#">别的事</a>'.repeat(6) }],
  noCutoff: [{ instead: '<main><h1>您想吃什么？</h1><p>有时候能订。</p></main>' }],
} satisfies Record<string, Flaw[]>;
