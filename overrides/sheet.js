// Opened from a sheet's QR code: says whether the sheet still has this page's text.
(() => {
  const asked = new URLSearchParams(location.search).get("t");
  const origin = document.querySelector("[data-text]");
  if (asked) origin.querySelector(asked === origin.dataset.text ? ".fresh" : ".changed").hidden = false;
})();
