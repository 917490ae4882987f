import assert from 'node:assert/strict';
import { codeOf } from '../../server/test/authenticator.ts';
import { checkLooks, checkThumbs, enterPassword, gone, scenario, see, signOut, until } from './stage.ts';
import { administrator, Project } from './world.ts';

scenario('a second factor is turned on, asked for, and turned off; its backup codes work once', async (stage) => {
  await administrator();
  const project = await Project.create({ slug: 'factor', services: [] });
  const tess = await project.member('Tess', 'VIEWER');
  const page = await stage.open('/account#second-factor');
  await enterPassword(page, tess);
  await page.getByRole('button', { name: 'Turn on second factor' }).click();
  const dialog = page.getByRole('dialog');
  await see(dialog.getByRole('img', { name: /^QR code/ }));
  const secret = (await dialog.locator('pre').textContent()) ?? '';
  await checkLooks(page, 'the set-up of a second factor');
  const link = await dialog.getByRole('link', { name: 'open it on this device' }).getAttribute('href');
  assert.ok(link?.includes(`secret=${secret.replaceAll(' ', '')}`), 'the app gets the same secret');
  const wrong = String((Number(codeOf(secret)) + 500_000) % 1_000_000).padStart(6, '0');
  await dialog.getByLabel(/Enter the code/).fill(wrong);
  await page.keyboard.press('Enter');
  await see(dialog.getByText(/This code is wrong/));
  await dialog.getByLabel(/Enter the code/).fill(codeOf(secret));
  await page.keyboard.press('Enter');

  // The backup codes, this once.
  await see(page.getByRole('heading', { name: /keep your backup codes/ }));
  await checkLooks(page, 'backup codes');
  const codes = await dialog.getByRole('listitem').allTextContents();
  assert.equal(new Set(codes).size, 10);
  const [first = '', second = ''] = codes;
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('link', { name: 'Download' }).click(),
  ]);
  assert.equal(file.suggestedFilename(), 'pilothouse-backup-codes.txt');
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'I have kept them' }).click();
  await see(page.getByText('10 of 10 backup codes left.'));
  await until(
    page,
    `document.activeElement?.textContent === 'Make new backup codes' || document.activeElement?.matches('main')`,
  );
  await page.reload();
  await see(page.getByText('10 of 10 backup codes left.'));
  assert.ok(!(await page.content()).includes(first), 'they can’t be looked at again');

  // Signed in again with the code of the app. The one of this half minute is used up.
  await signOut(page, 'Tess');
  await enterPassword(page, tess);
  await page.getByLabel('Code', { exact: true }).fill(codeOf(secret, 'next'));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await see(page.getByRole('button', { name: 'Account of Tess' }));

  // With a backup code, on a phone that has no app.
  const phone = await stage.open('/sign-in', { isPhone: true, theme: 'dark' });
  await enterPassword(phone, tess);
  await see(phone.getByLabel('Code', { exact: true }).and(phone.locator(':focus')));
  await checkThumbs(phone, 'the code');
  await phone.keyboard.type(wrong);
  await phone.keyboard.press('Enter');
  await see(phone.getByText(/This code is wrong/));
  await phone.getByRole('button', { name: 'Use a backup code' }).tap();
  await phone.keyboard.type(first);
  await phone.keyboard.press('Enter');
  await see(phone.getByRole('button', { name: 'Account of Tess' }));
  await phone.goto('/account');
  await see(phone.getByText('9 of 10 backup codes left.'));
  await checkThumbs(phone, 'the account');

  const again = await stage.open('/sign-in');
  await enterPassword(again, tess);
  await again.getByRole('button', { name: 'Use a backup code' }).click();
  await again.getByLabel('Backup code').fill(first);
  await again.getByRole('button', { name: 'Sign in' }).click();
  await see(again.getByText(/This code is wrong/));
  await checkLooks(again, 'the code at sign-in');

  // Off again, with the password and a code; then the password is enough.
  await page.goto('/account#second-factor');
  await page.getByRole('button', { name: 'Turn off second factor' }).click();
  await dialog.getByLabel('Password').fill(tess.password);
  await dialog.getByLabel('Code').fill(second);
  await dialog.getByRole('button', { name: 'Turn off' }).click();
  await see(page.getByRole('button', { name: 'Turn on second factor' }));
  await gone(dialog);
  await signOut(page, 'Tess');
  await enterPassword(page, tess);
  await see(page.getByRole('button', { name: 'Account of Tess' }));
});
