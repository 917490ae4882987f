export async function codegen() {}
