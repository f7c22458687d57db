// The keys of the pages: j and k go to the next and previous title, o opens it, / goes to the search.
// Nothing needs them. The button in the footer turns them off, since some people speak to their computers.
const items = "main .entry a.title, main .hits h3 a, main td.col-title a, .health-rows td:first-child a";
const button = document.getElementById("keys");
const isOff = () => localStorage.getItem("keys") === "off";
const show = () => {
  button.textContent = isOff() ? "Turn keys on" : "Turn keys off";
};

function move(step) {
  const all = [...document.querySelectorAll(items)].filter((item) => item.offsetParent);
  const at = all.indexOf(document.activeElement);
  const visible = all.findIndex((item) => item.getBoundingClientRect().top >= 0);
  const next = at < 0 ? visible : Math.min(Math.max(at + step, 0), all.length - 1);
  all[next]?.focus();
  all[next]?.scrollIntoView({ block: "nearest" });
}

function open() {
  const here = document.activeElement;
  (here.matches(items) ? here : document.querySelector(".origin a"))?.click();
}

const actions = {
  j: () => move(1),
  k: () => move(-1),
  o: open,
  "/": () => document.querySelector("input[type=search]")?.focus(),
};

document.addEventListener("keydown", (event) => {
  const writes = event.target.closest("input, select, textarea");
  const action = actions[event.key];
  if (isOff() || writes || event.ctrlKey || event.altKey || event.metaKey || !action) return;
  event.preventDefault();
  action();
});
button.addEventListener("click", () => {
  localStorage.setItem("keys", isOff() ? "on" : "off");
  show();
});
button.hidden = false;
show();
