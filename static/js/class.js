// In a room: the board stays fresh by itself, and a seat says that somebody is here and hears the trainer.
for (const live of document.querySelectorAll("[data-live]")) {
  setInterval(async () => {
    if (document.hidden || live.contains(document.activeElement) || live.querySelector("details[open]")) return;
    const answer = await fetch(live.dataset.live).catch(() => null);
    if (answer?.ok) live.innerHTML = await answer.text();
  }, 2000);
}
for (const news of document.querySelectorAll("[data-heartbeat]")) {
  const beat = async () => {
    if (document.hidden) return;
    const body = new URLSearchParams({ halaman: news.dataset.page });
    const answer = await fetch(news.dataset.heartbeat, {
      method: "POST", body, headers: { "X-CSRFToken": news.dataset.token },
    }).catch(() => null);
    if (answer?.ok) news.textContent = (await answer.json()).news ?? "";
  };
  beat();
  setInterval(beat, 5000);
}
