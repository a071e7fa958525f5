// Fills in the steps of a proposal as a volunteer does.
import { expect } from '@playwright/test';

/** Minimum typing time: a form sent sooner is quarantined. */
const TYPING_MS = 4_100;

export const go = (page) => page.locator('.btns button[value=continuer]').click();

/** Fills in the first step. */
export async function begin(page, title) {
  await page.goto('/proposer');
  await new Promise((resolve) => setTimeout(resolve, TYPING_MS));
  await page.getByLabel('Nom de l’action').fill(title);
  await page.getByLabel('L’action en quelques phrases').fill(
    'Des bénévoles réparent des vélos donnés et les prêtent aux habitants qui cherchent un travail.',
  );
  await page.getByLabel('Oui, elle continue sans date de fin').check();
  await go(page);
  await expect(page).toHaveURL(/\/proposer\/[\w-]{43}\/ou$/);
}

/** Fills in the other steps, from the second to the review page. */
export async function finish(page, email = 'anne@example.org') {
  await page.getByLabel('Trouver le quartier d’une adresse').fill('Sanitas');
  await page.getByRole('button', { name: 'Trouver le quartier' }).click();
  await expect(page.getByLabel('Sanitas, Tours')).toBeChecked();
  await page.getByLabel('Aux habitants du ou des quartiers cochés').check();
  await page.getByLabel('On vient sur place').check();
  await go(page);
  await page.getByLabel('Se déplacer').check();
  await page.getByRole('checkbox', { name: 'Tout le monde', exact: true }).check();
  await go(page);
  await page.getByLabel('Venir sur place').check();
  await page.getByLabel('Les personnes elles-mêmes').check();
  await go(page);
  await page.getByLabel('Chercher une structure').fill('mission locale tours');
  await page.getByRole('button', { name: 'Chercher', exact: true }).click();
  await page.locator('input[name=porteur]').first().check();
  await page.getByLabel('Votre nom').fill('Anne');
  await page.getByLabel('Votre adresse électronique').fill(email);
  await page.getByLabel('De la structure qui s’occupe de l’action').check();
  await go(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Relire et envoyer');
}
