/**
 * Loaded into the server before its own code (`node --import`): ends it in an orderly way when the launcher is killed,
 * which closes the channel between them. Without it a server in its own session would run on unseen.
 */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
