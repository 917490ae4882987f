/** Whether this is an Apple keyboard, where the command key does what Ctrl does elsewhere. */
const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The name of that key on this machine. */
export const modifierLabel = isApple ? '⌘' : 'Ctrl';
