// Browser tests over the real program: a phone and a desk, light and dark, with and without script.
import { defineConfig } from '@playwright/test';
import { desktop, launchOptions } from './browser.mjs';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.mjs',
  globalSetup: './setup.mjs',
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
    launchOptions,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    viewport: desktop,
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'off',
  },
});
