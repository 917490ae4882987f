// Runs before the first paint, so that nobody sees a flash of the other theme. Keep in step with src/lib/theme.ts.
(() => {
  let choice = 'system';
  try {
    choice = localStorage.getItem('pilothouse.theme') ?? 'system';
  } catch {
    // Storage may be blocked; the system's theme is a good answer.
  }
  const isDark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
})();
