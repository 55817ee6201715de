// The phone's languages first in the list just above; before it is painted, so that nothing moves.
{
  const list = document.querySelector("main .names"), wanted = navigator.languages.map(written);
  const rank = (item) => wanted.indexOf(written(item.firstElementChild.lang)) + 1 || 99;
  list.append(...[...list.children].sort((one, other) => rank(one) - rank(other)));
}
