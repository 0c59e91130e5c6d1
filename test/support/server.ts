import type { TestProject } from 'vitest/node';
import { serveFreshDemo } from '../../src/cli/served.ts';
import { findChrome, type Chrome } from './chrome.ts';

declare module 'vitest' {
  interface ProvidedContext {
    baseUrl: string;
    chrome: Chrome;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { chrome, remove } = findChrome();
  const { base, end } = await serveFreshDemo();
  project.provide('baseUrl', base);
  project.provide('chrome', chrome);
  return async () => {
    await end();
    remove();
  };
}
