// Browser tests of the real program: phone and desktop, light and dark, with and without script.
import { defineConfig } from '@playwright/test';
import { launchOptions, reader } from './browser.mjs';
import { environmentWithFont } from './fonts.mjs';

const withFont = (name) => ({ launchOptions: { ...launchOptions, env: environmentWithFont(name) } });

const { FULL } = process.env;

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.mjs',
  globalSetup: './setup.mjs',
  snapshotPathTemplate: '{testDir}/trees/{arg}{ext}',
  outputDir: '../../target/browser',
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  retries: 0,
  workers: 2,
  timeout: 30_000,
  reporter: process.env.CI ? 'dot' : 'list',
  use: {
    baseURL: process.env.SITE,
    browserName: 'chromium',
    locale: reader.locale,
    timezoneId: reader.timezoneId,
    viewport: reader.viewport,
    contextOptions: { reducedMotion: reader.reducedMotion },
    trace: 'off',
  },
  projects: [
    { name: 'wide', use: withFont('wide') },
    // Print and forced colours do not depend on the font.
    { name: 'narrow', testMatch: 'layout.spec.mjs', grepInvert: FULL ? undefined : /@fontless/, use: withFont('narrow') },
    // Tall lines only affect target heights; `FULL` repeats the whole layout test.
    { name: 'tall', testMatch: 'layout.spec.mjs', grep: FULL ? /./ : /thumb/, use: withFont('tall') },
  ],
});
