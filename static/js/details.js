// Menus close on a click elsewhere or Escape; filter folds stand open where there is room.
for (const menu of document.querySelectorAll("details[data-close-outside]")) {
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
if (window.matchMedia("(min-width: 62rem)").matches) {
  for (const fold of document.querySelectorAll("details[data-open-wide]")) fold.open = true;
}
