export class Differs extends Error {}

export function expectSame(what: string, program: unknown, model: unknown): void {
  const [one, other] = [JSON.stringify(program), JSON.stringify(model)];
  if (one !== other) throw new Differs(`${what}\n  program: ${one}\n  model:   ${other}`);
}
