// A tool's script loads when its button is used, never before. Until then the button is a link to a page that does
// something similar; if the script does not load, it is that link again.
const load = (it, wanted) => {
  it.wanted ||= wanted;
  it.come ??= import(it.dataset.tool).then((tool) => tool.start(it)).catch(() => {
    it.onclick = null;
    $(".search").close?.();
    it.wanted && it.click();
  });
};
const button = (it, act) => {
  it.role = "button";
  it.onclick = (e) => {
    e.preventDefault();
    act();
  };
  it.onkeydown = (e) => {
    e.key === " " && it.onclick?.(e);
  };
};
