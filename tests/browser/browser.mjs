// Options of Debian's Chromium, for tests and screenshots.

export const launchOptions = {
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

export const phone = { width: 360, height: 740 };
export const desktop = { width: 1280, height: 800 };

/** Options of every context: a French reader, without the movements of a page. */
export const reader = { locale: 'fr-FR', timezoneId: 'Europe/Paris', viewport: desktop, reducedMotion: 'reduce' };
