import { scenario, see } from './stage.ts';
import { administrator, Project } from './world.ts';

scenario('the playground runs a query and follows a subscription', async (stage) => {
  const owner = await administrator();
  const project = await Project.create({ slug: 'demo', services: ['noisy'] });
  await project.deployed('noisy', '8.1.0', { lines: 3 });
  const page = await stage.open('/playground', { as: owner });
  const answer = page.locator('.graphiql-response');
  await see(page.locator('.graphiql-query-editor').getByText('ListDeployments'));
  await page.getByRole('button', { name: /Execute query/ }).click();
  await see(answer.getByText(/"8\.1\.0"/));

  await page.getByRole('tab', { name: 'FollowDeployments' }).click();
  await see(page.locator('.graphiql-query-editor').getByText('deploymentsChanged'));
  // Its variables ask for an id, as for everybody who comes here.
  await page
    .locator('.graphiql-variable-editor, [aria-label=Variables] .graphiql-editor')
    .locator('.view-lines')
    .first()
    .click();
  await page.keyboard.press('Control+a');
  // The editor closes the brace.
  await page.keyboard.insertText(`{ "projectId": "${project.id}"`);
  await page.getByRole('button', { name: /Execute query/ }).click();
  await see(page.getByRole('button', { name: /Stop query/ }));
  await project.deployed('noisy', '8.2.0', { lines: 3 });
  await see(answer.getByText(/"8\.2\.0"/));
  await page.getByRole('button', { name: /Stop query/ }).click();
});
