/**
 * Row-level security: the second wall behind `authorize`. Whatever a query forgets, rows of projects that are not in the
 * connection's scope (see {@link Scope}) are neither read nor written. Forced, so that it holds for the tables' owner too.
 */

/**
 * Whether a row's project is in scope. The settings stand in sub-selects, so that Postgres reads them once per statement
 * and not once per row.
 */
const inScope = (project: string) =>
  `(select current_setting('pilothouse.projects', true)) = '*'
  or ${project} = any ((select string_to_array(current_setting('pilothouse.projects', true), ','))::text[])`;

const switchOn = (table: string) =>
  `alter table ${table} enable row level security;
alter table ${table} force row level security;`;

/** SQL for a migration: only rows of projects in scope are seen and written. Every table with `project_id` needs it. */
export function protect(table: string, column = 'project_id'): string {
  return `${switchOn(table)}
create policy project_rows on ${table} using (${inScope(column)}) with check (${inScope(column)});`;
}

/** The same for tables where rows of no project belong to the person in `user_id`. */
export function protectWithOwn(table: string): string {
  const seen = `${inScope('project_id')}
  or (project_id is null and user_id = (select current_setting('pilothouse.user', true)))`;
  return `${switchOn(table)}
create policy project_rows on ${table} using (${seen}) with check (${seen});`;
}

/** For what is a person's alone: nobody else sees and writes it, also where they see its project. */
export function protectPersonal(table: string): string {
  const seen = `(${inScope('project_id')}) and ((select current_setting('pilothouse.projects', true)) = '*'
  or user_id = (select current_setting('pilothouse.user', true)))`;
  return `${switchOn(table)}
create policy own_rows on ${table} using (${seen}) with check (${seen});`;
}

/** For the audit trail: rows of no project belong to the installation; whoever acts may add those. */
export function protectTrail(table: string): string {
  return `${switchOn(table)}
create policy project_rows on ${table} for select using (${inScope(`coalesce(project_id, 'installation')`)});
create policy rows_added on ${table} for insert with check (project_id is null or ${inScope('project_id')});`;
}

/** Old entries of the trail leave by `audit_trim`, which sees all; the product's role may delete none. */
export function allowTrimming(table: string): string {
  return `create policy rows_trimmed on ${table} for delete using (${inScope(`coalesce(project_id, 'installation')`)});`;
}

/** For the heads of the audit trail's chains, named for their projects: whoever acts may add to the installation's. */
export function protectChains(table: string): string {
  const reached = `id = 'installation' or ${inScope('id')}`;
  return `${switchOn(table)}
create policy project_rows on ${table} using (${reached}) with check (${reached});`;
}
