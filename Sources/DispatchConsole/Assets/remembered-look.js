// A classic script in the head, so that the first paint already has the remembered theme and language.
(function () {
  try {
    const theme = localStorage.getItem("escort.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; the desk then starts dark each time.
  }
})();
