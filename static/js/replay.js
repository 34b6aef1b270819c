// The ranking's replay: a slider over the month links, and a button that plays them. Without this, the links do it.
function replay(root) {
  const frames = [...root.querySelectorAll("[data-replay-frames] a")].map((link) => ({ href: link.href, label: link.textContent }));
  if (frames.length < 2) return;
  const seen = new Map();
  let asked = 0, timer = 0;

  function controls(at) {
    const nav = root.querySelector("[data-replay-frames]");
    const slider = Object.assign(document.createElement("input"), { type: "range", min: 0, max: frames.length - 1, value: at, className: "replay__slider" });
    slider.setAttribute("aria-label", nav.getAttribute("aria-label"));
    slider.setAttribute("aria-valuetext", frames[at].label);
    const play = Object.assign(document.createElement("button"), { type: "button", className: "button button--quiet button--small", textContent: timer ? "❚❚" : "▶" });
    play.setAttribute("aria-label", nav.querySelector(".replay__label").textContent);
    play.setAttribute("aria-pressed", String(Boolean(timer)));
    const now = Object.assign(document.createElement("output"), { className: "replay__now", textContent: frames[at].label });
    slider.addEventListener("input", () => { stop(); show(Number(slider.value), "slider"); });
    play.addEventListener("click", () => (timer ? stop() : start(at)));
    nav.querySelectorAll("a").forEach((link) => (link.hidden = true));
    nav.append(play, slider, now);
    return { slider, play };
  }

  async function part(href) {
    if (!seen.has(href)) {
      const answer = await fetch(href);
      if (!answer.ok) throw new Error(String(answer.status));
      seen.set(href, await answer.text());
    }
    return new DOMParser().parseFromString(seen.get(href), "text/html").querySelector("[data-replay]");
  }

  async function show(at, focus) {
    const turn = ++asked;
    try {
      const next = await part(frames[at].href);
      if (turn !== asked || !next) return;
      root.replaceChildren(...next.childNodes);
      const made = controls(at);
      if (focus) made[focus].focus({ preventScroll: true });
      history.replaceState(null, "", frames[at].href);
    } catch { location.assign(frames[at].href); }
  }

  function start(at) {
    let next = at >= frames.length - 1 ? 0 : at + 1;
    timer = setInterval(() => {
      if (next >= frames.length - 1) { stop(); show(frames.length - 1, "play"); return; }
      show(next++, "play");
    }, 1400);
    show(next++, "play");
  }
  function stop() { clearInterval(timer); timer = 0; }

  const current = root.querySelector("[data-replay-frames] a[aria-current]");
  controls(Math.max(0, frames.findIndex((frame) => current && frame.href === current.href)));
}
document.querySelectorAll("[data-replay]").forEach(replay);
