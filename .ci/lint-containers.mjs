export async function lintContainers() {}
