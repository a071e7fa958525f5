// Global setup: one site for the whole run; the workers read its address from `SITE`.
import { prepareFonts } from './fonts.mjs';
import { startSite } from './site.mjs';

export default async function setup() {
  await prepareFonts();
  const site = await startSite();
  process.env.SITE = site.url;
  return site.stop;
}
