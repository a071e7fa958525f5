// Fonts of the tests: Chromium sees those of one Debian package, whatever the machine has.
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../target/browser-fonts/', import.meta.url));

/** A wide font, a narrow one, and one with tall lines. `ci.sh` installs the packages. */
export const fonts = {
  wide: { package: 'fonts-dejavu-core', folder: '/usr/share/fonts/truetype/dejavu', files: /^DejaVuSans(-Bold)?\.ttf$/, family: 'DejaVu Sans' },
  narrow: { package: 'fonts-roboto-unhinted', folder: '/usr/share/fonts/truetype/roboto/unhinted', files: /^RobotoCondensed-(Regular|Bold)\.ttf$/, family: 'Roboto Condensed' },
  tall: { package: 'fonts-open-sans', folder: '/usr/share/fonts/truetype/open-sans', files: /^OpenSans-(Regular|Bold)\.ttf$/, family: 'Open Sans' },
};

const configuration = (name) => join(FOLDER, `${name}.conf`);

/** Environment in which Chromium uses only the font `name`. */
export const environmentWithFont = (name) => ({ ...process.env, FONTCONFIG_FILE: configuration(name) });

/** Writes a fontconfig file and a cache folder for each font; fails if a package is missing. */
export async function prepareFonts() {
  for (const [name, font] of Object.entries(fonts)) {
    const files = (await readdir(font.folder).catch(() => [])).filter((file) => font.files.test(file));
    if (files.length < 2) throw new Error(`the browser tests need ${font.package}: no font in ${font.folder}`);
    const folder = join(FOLDER, name);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    for (const file of files) await symlink(join(font.folder, file), join(folder, file));
    await writeFile(configuration(name), fontconfig(folder));
  }
}

const fontconfig = (folder) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>${folder}</dir>
  <cachedir>${join(FOLDER, 'cache')}</cachedir>
  <match target="font">
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
  </match>
</fontconfig>
`;
