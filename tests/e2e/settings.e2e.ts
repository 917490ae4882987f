import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Api, ApiError } from './api.ts';
import { checkAccessibility, gone, scenario, see } from './stage.ts';
import { administrator, Project, sharedServer } from './world.ts';

scenario('members come, change their role and go', async (stage) => {
  const owner = await administrator();
  await Project.create({ slug: 'team', services: [] });
  const elsewhere = await Project.create({ slug: 'other-team', services: [] });
  const nora = (await elsewhere.member('Nora', 'VIEWER')).api;
  const page = await stage.open('/p/team/settings/members', { as: owner });
  await page.getByRole('button', { name: 'Add member' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill('nora@shop.example');
  await dialog.getByRole('radio', { name: /Maintainer/ }).click();
  await checkAccessibility(page, 'the dialog for members');
  await dialog.getByRole('button', { name: 'Add member' }).click();
  await see(page.getByRole('row', { name: /Nora/ }));

  const role = '{ project(slug: "team") { viewerRole } }';
  assert.deepEqual(await nora.run(role), { project: { viewerRole: 'MAINTAINER' } });

  await page.getByRole('button', { name: 'Change what Nora may do' }).click();
  await page.getByRole('radio', { name: /Viewer/ }).click();
  await page.getByRole('button', { name: 'Save rights' }).click();
  await see(page.getByText('Nora is Viewer now'));
  assert.deepEqual(await nora.run(role), { project: { viewerRole: 'VIEWER' } });
  await page.getByRole('button', { name: 'Remove Nora' }).click();
  await page.getByRole('button', { name: 'Remove member' }).click();
  // Behind the question no row is to be found anyway.
  await see(page.getByText('Nora removed'));
  await gone(page.getByRole('row', { name: /Nora/ }));
  assert.deepEqual(await nora.run(role), { project: null });
});

scenario('a token is shown once, works, and is refused when revoked', async (stage) => {
  const owner = await administrator();
  const { url } = await sharedServer();
  const project = await Project.create({ slug: 'robots', services: ['noisy'] });
  const page = await stage.open('/p/robots/settings/tokens', { as: owner });
  await page.getByRole('button', { name: 'Create token' }).click();
  await page.getByLabel('Name').fill('Build server');
  await page.getByRole('button', { name: 'Deploy and cancel' }).click();
  await checkAccessibility(page, 'the dialog for tokens');
  await page.getByRole('dialog').getByRole('button', { name: 'Create token' }).click();
  await see(page.getByRole('heading', { name: 'Token created' }));
  const secret = (await page.getByRole('dialog').locator('pre, code').first().textContent())?.trim() ?? '';
  assert.match(secret, /^\S{20,}$/);
  await page.getByRole('button', { name: 'I have stored the token' }).click();
  await see(page.getByRole('row', { name: /Build server/ }));
  assert.ok(!(await page.content()).includes(secret), 'the secret is gone');

  const robot = new Api(url, secret);
  const input = {
    serviceId: project.services.noisy,
    environmentId: project.first.id,
    version: '7',
    parameters: { lines: 1 },
  };
  await robot.run('mutation ($input: DeployInput!) { deploy(input: $input) { id status } }', { input });
  const rename = 'mutation ($input: UpdateProjectInput!) { updateProject(input: $input) { id } }';
  await assert.rejects(
    robot.run(rename, { input: { id: project.id, name: 'Mine' } }),
    (error) => error instanceof ApiError && error.code === 'FORBIDDEN',
  );

  await page.getByRole('button', { name: 'Revoke Build server' }).click();
  await page.getByRole('button', { name: 'Revoke token' }).click();
  await see(page.getByRole('row', { name: /Build server.*revoked/ }));
  await assert.rejects(
    robot.run('{ project(slug: "robots") { id } }'),
    (error) => error instanceof ApiError && error.code === 'UNAUTHENTICATED',
  );
});

scenario('environments and variables reach the next deployment', async (stage) => {
  const owner = await administrator();
  const project = await Project.create({ slug: 'places', services: ['noisy'] });
  const page = await stage.open('/p/places/settings/environments', { as: owner });
  await page.getByRole('button', { name: 'Create environment' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Production');
  assert.equal(await dialog.getByLabel('Slug').inputValue(), 'production');
  await dialog.getByLabel('Address').fill('https://shop.example');
  await dialog.getByRole('checkbox', { name: /Needs approval/ }).click();
  await dialog.getByRole('button', { name: 'Create environment' }).click();
  await see(page.getByRole('row', { name: /Production.*Needs approval/ }));

  await page.getByRole('link', { name: 'Variables' }).click();
  await page.getByRole('button', { name: 'Set variable' }).click();
  await page.getByLabel('Name').fill('not a name');
  await page.getByLabel('Value').fill('x');
  await page.getByRole('dialog').getByRole('button', { name: 'Set variable' }).click();
  await see(page.getByRole('dialog').getByRole('alert').or(page.locator('[aria-invalid=true]')));
  await page.getByLabel('Name').fill('API_KEY');
  await page.getByLabel('Value').fill('a-very-secret-value');
  await page.getByRole('checkbox', { name: /Secret/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Set variable' }).click();
  await see(page.getByRole('row', { name: /API_KEY secret/ }));
  assert.ok(!(await page.content()).includes('a-very-secret-value'));
  assert.deepEqual(await owner.api.run('{ project(slug: "places") { variables { name value } } }'), {
    project: { variables: [{ name: 'API_KEY', value: null }] },
  });
  assert.ok(project.services.noisy);
});

scenario('a broken service.yaml is shown with its line, and what was deployed before stays', async (stage) => {
  const owner = await administrator();
  const server = await sharedServer();
  await Project.create({ slug: 'broken', services: ['noisy', 'flaky'] });
  const page = await stage.open('/p/broken/services', { as: owner });
  await see(page.getByRole('row', { name: /Noisy/ }));

  const file = join(server.servicesOf('broken'), 'noisy', 'service.yaml');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('runner: SHELL', 'runner: TELEPATHY'));
  await page.getByRole('button', { name: 'Sync services' }).click();
  await see(page.getByText('1 problem', { exact: true }).or(page.getByText(/1 problem/)));
  await page.getByRole('row', { name: /Noisy/ }).getByRole('link').first().click();
  await page.getByRole('tab', { name: /Source/ }).click();
  const line = text.split('\n').findIndex((each) => each.startsWith('runner:')) + 1;
  await see(page.getByText(`noisy/service.yaml: runner, line ${line}`));
  await see(page.getByText('must be SHELL or ANSIBLE'));
  await checkAccessibility(page, 'a service with a problem');

  writeFileSync(file, text);
  await page.getByRole('button', { name: 'Sync services' }).click();
  await see(page.getByText('No problems found'));
});

scenario('the audit trail says who did what, and its filters are in the address', async (stage) => {
  const owner = await administrator();
  const project = await Project.create({ slug: 'trail', services: ['noisy'] });
  await project.deployed('noisy', '1.0.0', { lines: 1 });
  await project.member('Operator', 'OPERATOR');
  const page = await stage.open('/p/trail/settings/audit', { as: owner });
  await see(page.getByRole('row', { name: /Deployment created.*Owner/ }));
  await see(page.getByRole('row', { name: /Member added|Invitation accepted/ }));
  await page.getByRole('combobox', { name: 'About' }).click();
  await page.getByRole('option', { name: 'Deployments' }).click();
  await page.waitForURL(/action=deployment/);
  await gone(page.getByRole('row', { name: /Member added|Invitation accepted/ }));
  await page.reload();
  await see(page.getByRole('row', { name: /Deployment created/ }));
  await gone(page.getByRole('row', { name: /Member added|Invitation accepted/ }));
  await page
    .getByRole('row', { name: /Deployment created/ })
    .getByRole('link')
    .click();
  await see(page.getByRole('dialog').getByText('deployment.created'));
  await checkAccessibility(page, 'an audit event');
});
