// Puts the phone's languages first in the list above, before the list is painted, so that nothing moves.
{
  const list = document.querySelector("main .names"), tags = navigator.languages.map(written);
  const rank = it => tags.indexOf(written(it.firstElementChild.lang)) + 1 || 99;
  list.append(...[...list.children].sort((a, b) => rank(a) - rank(b)));
}
