// A filter form marked data-submit-on-change sends itself; its button stays for those without scripts.
for (const form of document.querySelectorAll("form[data-submit-on-change]")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, input[type=checkbox], input[type=radio], input[type=month]")) form.requestSubmit();
  });
}
