// Reading aloud, where the phone has a voice of its own for this language.
{
  const it = $(".aloud"), speech = self.speechSynthesis;
  if (speech) {
    it.onclick = () => load(it);
    (speech.onvoiceschanged = () => (it.hidden = !speech.getVoices().some((each) => each.localService && written(each.lang) === written(html.lang))))();
  }
}
