// User journeys from the first page to the answer: with and without script, by mouse and keyboard.
import { phone } from './browser.mjs';
import { expect, test } from './support.mjs';

const FILTERS = /^filtrer/i;
const SHOW = /afficher|filtrer|voir/i;

/** Filter form, opened where it is collapsed. */
async function filters(page) {
  const form = page.getByRole('form', { name: FILTERS });
  if (!(await form.isVisible())) await page.locator('summary').filter({ hasText: FILTERS }).click();
  return form;
}

async function search(page, words) {
  const box = page.locator('#q');
  await box.fill(words);
  await box.press('Enter');
}

const hits = (page) => page.locator('#resultats .cards').getByRole('heading').getByRole('link');
const chips = (page) => page.getByRole('main').getByRole('link', { name: /^retirer/i });

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled });

    test('an adviser narrows a barrier to a département, reads, comes back and widens', async ({ page }) => {
      await page.goto('/');
      await page.getByRole('main').getByRole('link', { name: /garde d.enfants/i }).first().click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(/garde/i);

      await page.goto('/initiatives?frein=mobilite');
      const before = await hits(page).count();
      const form = await filters(page);
      await form.getByRole('checkbox', { name: /indre-et-loire/i }).check();
      await form.getByRole('button', { name: SHOW }).click();
      await expect(page).toHaveURL(/frein=mobilite.*departement=37|departement=37.*frein=mobilite/);
      expect(await hits(page).count()).toBeGreaterThan(0);
      expect(await hits(page).count()).toBeLessThanOrEqual(before);

      const title = (await hits(page).first().innerText()).trim();
      await hits(page).first().click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
      await page.goBack();
      await expect(page).toHaveURL(/departement=37/);

      await chips(page).filter({ hasText: /indre-et-loire/i }).click();
      await expect(page).not.toHaveURL(/departement=/);
      await expect(page).toHaveURL(/frein=mobilite/);
    });

    test('a barrier is one tap from home, and leads to its initiatives', async ({ page }) => {
      await page.setViewportSize(phone);
      await page.goto('/');
      await page.getByRole('main').getByRole('link', { name: /ma.trise du fran.ais/i }).first().click();
      await expect(page.getByRole('main').locator('a[href^="/initiatives/"]').first()).toBeVisible();
    });

    test('a resident who types the old name of the quartier finds whom to call', async ({ page }) => {
      await page.setViewportSize(phone);
      await page.goto('/');
      await search(page, 'gibjoncs');
      await page.getByRole('main').getByRole('link', { name: /bourges nord/i }).first().click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(/bourges nord/i);
      await expect(page.locator('main a[href^="tel:"]').first()).toBeVisible();
    });

    test('a single mother without childcare who wants to train leaves with numbers to call, in six taps', async ({ page }) => {
      await page.setViewportSize(phone);
      let taps = 0;
      const tap = async (control) => {
        taps += 1;
        await control.click();
      };
      const main = page.getByRole('main');
      await page.goto('/');
      await main.getByLabel(/où habitez-vous/i).fill('Sanitas');
      await tap(main.getByRole('button', { name: 'Trouver' }));
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sanitas');
      await tap(main.getByRole('link', { name: /besoin : garde d.enfants/i }));
      await main.getByLabel(/pour qui/i).selectOption({ label: 'Parents seuls' });
      await tap(main.getByRole('button', { name: 'Voir', exact: true }));
      await expect(page).toHaveURL(/\/quartiers\/sanitas-tours\/besoins\/garde-enfants\?public=monoparental$/);
      const childcare = await localNumbers(page);
      expect(await nearestCall(page), 'a number without scrolling').toBeLessThan(phone.height);
      await tap(main.getByRole('link', { name: /école quittée tôt/i }));
      await expect(page).toHaveURL(/\/besoins\/decrochage\?public=monoparental$/);
      const training = await localNumbers(page);
      expect(childcare.length, childcare.join()).toBeGreaterThanOrEqual(2);
      expect(training.filter((it) => !childcare.includes(it)).length, training.join()).toBeGreaterThanOrEqual(1);
      expect(taps).toBeLessThanOrEqual(6);
      await expect(page.locator('#appeler')).toContainText('Greta');
      await expect(page.locator('#appeler')).not.toContainText(/mission locale/i);
    });

    test('a young person of the Sanitas is asked for the place and meets the bodies for young people', async ({ page }) => {
      await page.setViewportSize(phone);
      await page.goto('/');
      const main = page.getByRole('main');
      await main.getByRole('link', { name: 'Voir ce qui est pour vous' }).click();
      await main.getByLabel(/où habitez-vous/i).fill('Sanitas');
      await main.getByRole('button', { name: 'Trouver' }).click();
      await expect(page).toHaveURL(/\/quartiers\/sanitas-tours\/besoins\/experience\?public=jeunes$/);
      expect(await nearestCall(page), 'a number without scrolling').toBeLessThan(phone.height);
      await expect(page.locator('#appeler')).toContainText('Mission locale');
      await expect(main.locator('a[href="tel:+33247313915"]').first()).toBeVisible();
    });

    test('a parent of the Sanitas goes from home to the desk of childcare', async ({ page }) => {
      await page.setViewportSize(phone);
      await page.goto('/');
      const main = page.getByRole('main');
      await main.getByRole('link', { name: 'Voir la garde d’enfants' }).click();
      await main.getByLabel(/où habitez-vous/i).fill('Sanitas');
      await main.getByRole('button', { name: 'Trouver' }).click();
      await expect(page).toHaveURL(/\/quartiers\/sanitas-tours\/besoins\/garde-enfants$/);
      expect((await localNumbers(page)).length).toBeGreaterThanOrEqual(2);
    });

    test('an employer of the Sanitas finds whom to call to recruit, and reserved hours in a market', async ({ page }) => {
      await page.setViewportSize(phone);
      await page.goto('/');
      const main = page.getByRole('main');
      await main.locator('a[href="/employeurs"]').first().click();
      await expect(main.locator('a[href="tel:3949"]')).toBeVisible();
      await main.getByRole('textbox', { name: /où est l.emploi/i }).fill('Sanitas');
      await main.getByRole('button', { name: 'Voir qui appeler' }).click();
      await expect(main).toContainText('Près de ce lieu : Sanitas, Tours.');
      expect((await localNumbers(page)).length).toBeGreaterThanOrEqual(1);
      await expect(main).toContainText(/clause d.insertion réserve des heures/i);
      await expect(main.getByRole('link', { name: 'Immersion professionnelle en entreprise' })).toBeVisible();
    });

    test('an adviser goes from a barrier and a town to its desk, its rights and a number', async ({ page }) => {
      await page.goto('/initiatives?frein=francais&commune=18279');
      const main = page.getByRole('main');
      await main.locator('a[href^="/communes/18279-vierzon/besoins/francais"]').first().click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(/maîtrise du français, à vierzon/i);
      expect((await localNumbers(page)).length).toBeGreaterThanOrEqual(1);
      await expect(main.locator('a[href="tel:3949"], a[href="tel:3939"]').first()).toBeVisible();
      await main.locator('a[href^="/dispositifs/"]').first().click();
      await expect(main.getByRole('heading', { name: 'Demander', exact: true })).toBeVisible();
      await page.goBack();
      await expect(page).toHaveURL(/\/communes\/18279-vierzon\/besoins\/francais/);
    });

    test('a name typed with a mistake still finds the quartier', async ({ page }) => {
      await page.goto('/');
      await search(page, 'sanittas');
      await expect(page.getByRole('main').getByText(/sanitas/i).first()).toBeVisible();
      expect(await hits(page).count()).toBeGreaterThan(0);
    });

    test('a search that finds nothing says so and offers a way on', async ({ page }) => {
      await page.goto('/initiatives?q=zzzzqqqq');
      await expect(page.getByRole('main').getByText(/rien trouv|aucun|0 initiative/i).first()).toBeVisible();
      await expect(hits(page)).toHaveCount(0);
      const ways = page.getByRole('main').locator('a[href^="/"]:not([href^="/initiatives/"])');
      expect(await ways.count()).toBeGreaterThan(1);
    });

    test('a filter that means nothing is ignored, and said', async ({ page }) => {
      await page.goto('/initiatives?frein=inconnu&departement=37');
      await expect(page.getByRole('main').getByText(/inconnu/i).first()).toBeVisible();
      expect(await hits(page).count()).toBeGreaterThan(0);
    });

    test('an address that does not exist offers a way on', async ({ page }) => {
      const answer = await page.goto('/cette-page-n-existe-pas');
      expect(answer.status()).toBe(404);
      await page.getByRole('main').getByRole('link').first().click();
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(new URL(page.url()).pathname).not.toBe('/cette-page-n-existe-pas');
    });
  });
}

test('an adviser finds, filters and opens an initiative by keyboard alone', async ({ page }) => {
  await page.goto('/');
  await tabTo(page, page.locator('#q'));
  await page.keyboard.type('permis');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/q=permis/);
  const before = await hits(page).count();
  expect(before).toBeGreaterThan(0);

  const box = page.getByRole('checkbox', { name: /loiret|indre-et-loire/i, disabled: false }).first();
  await tabTo(page, box);
  await page.keyboard.press('Space');
  await expect(box).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/departement=/);

  await tabTo(page, hits(page).first());
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/initiatives\/[a-z0-9-]+$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('a phone opens and closes the filters by keyboard', async ({ page }) => {
  await page.setViewportSize(phone);
  await page.goto('/initiatives');
  const summary = page.locator('summary').filter({ hasText: FILTERS });
  const form = page.getByRole('form', { name: FILTERS });
  await expect(form).toBeHidden();
  await tabTo(page, summary);
  await page.keyboard.press('Enter');
  await expect(form).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(form).toBeHidden();
});

test('short links lead to their pages', async ({ page }) => {
  await page.goto('/q/QN03709M');
  await expect(page).toHaveURL(/\/quartiers\/[a-z0-9-]*sanitas/);
  await page.goto('/i/62');
  await expect(page).toHaveURL(/\/initiatives\/nouveau-depart-chateaudun$/);
});

/** Ten-digit numbers to call on the page, each once: the national numbers are shorter. */
async function localNumbers(page) {
  const links = page.getByRole('main').locator('a[href^="tel:+33"]').filter({ visible: true });
  return [...new Set(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href'))))];
}

/** Distance of the first number from the top of the page, in pixels. */
const nearestCall = (page) =>
  page.getByRole('main').locator('a[href^="tel:"]').first().evaluate((link) => link.getBoundingClientRect().bottom + document.documentElement.scrollTop);

/** Presses Tab until `target` has the focus. */
async function tabTo(page, target) {
  for (let tab = 0; tab < 150; tab += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`150 tabs never reach ${target}`);
}
