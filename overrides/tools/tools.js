// The tools beside the text: another language, kept within the tab; a voice of the phone's own, where it has one
// for this language.
{
  const other = $(".other"), aloud = $(".aloud"), speech = self.speechSynthesis;
  if (other) {
    button(other, (e) => {
      e.preventDefault();
      load(other, true);
    });
    kept.beside && load(other);
  }
  if (aloud && speech) {
    aloud.onclick = () => load(aloud);
    (speech.onvoiceschanged = () => (aloud.hidden = !speech.getVoices().some((it) => it.localService && written(it.lang) === written(html.lang))))();
  }
}
