// Reading aloud, if the phone has a local voice for this language. A script that reads unusual tags
// loads only if a voice has one.
{
  const it = $(".aloud"), speech = self.speechSynthesis;
  if (speech) {
    const any = (fits) => speech.getVoices().some((each) => each.localService && fits(each.lang));
    const has = (tag) => any((lang) => tag(lang) === tag(html.lang));
    it.onclick = () => load(it);
    (speech.onvoiceschanged = async () => {
      it.hidden = !has(written) && !(any((lang) => /#|[a-z]{3}/i.test(lang)) && has((await import(it.dataset.tool.replace("aloud", "written"))).written));
    })();
  }
}
