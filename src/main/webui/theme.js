// Runs before the page is drawn, so that a chosen color scheme does not appear a moment late.
try {
  const kept = localStorage.getItem('sallyport.theme');
  if (kept === 'light' || kept === 'dark') {
    document.documentElement.dataset.theme = kept;
  }
} catch {
  // the scheme of the system then
}
