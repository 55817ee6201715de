"""The language tags of phones' voices, and the locale that each maps to."""

import json

from tests.access.engines import Engine
from tests.built import LOCALES, ROOT

# Tags by locale: in BCP 47, with an underscore, with ISO 639-2 codes (both kinds) and three-letter country codes, in
# the formats of Java and ICU, with words or extensions at the end.
TAGS = {
    "en": "en eng en-US en_GB eng-USA eng_USA_f00 eng-US-default en-US-male en-us-x-sfg#male_1-local en_US_POSIX EN-us",
    "om": "om orm om-ET om_ET orm-ETH gaz om_ET_#Latn",
    "de": "de deu ger de-DE de_AT deu-DEU ger-DEU de_DE.UTF-8 de_DE@euro de-DE-1996",
    "es": "es spa es-MX es_419 es-419 spa-MEX spa_ESP es-us-x-esd-local es_US_#Latn",
    "so": "so som so-SO so_SO som-SOM",
    "tl": "tl tgl fil tl_PH fil-PH fil_PHL tgl-PHL fil_PH_#Latn",
    "vi": "vi vie vi-VN vi_VN vie-VNM vie_VNM_default",
    "ru": "ru rus ru-RU ru_RU rus-RUS ru__#Cyrl",
    "uk": "uk ukr uk-UA uk_UA ukr-UKR",
    "ar": "ar ara ar-SA ar_EG ar-001 ar_001 ara-EGY arb ar-arb ar_AE_#Arab",
    "fa": "fa fas per fa-IR fa_IR fas-IRN per-IRN pes prs fa_AF_#Arab",
    "am": "am amh am-ET am_ET amh-ETH",
    "ti": "ti tir ti-ER ti_ET tir-ERI",
    "hi": "hi hin hi-IN hi_IN hin-IND hi_IN_#Deva",
    "pa": "pa pan pa-IN pa_IN pan-IND pa-Guru-IN pa_IN_#Guru pa__#Guru",
    "th": "th tha th-TH th_TH tha-THA th_TH_TH_#u-nu-thai",
    "lo": "lo lao lo-LA lo_LA lao-LAO",
    "km": "km khm km-KH km_KH khm-KHM",
    "ko": "ko kor ko-KR ko_KR kor-KOR ko_KR_#Kore",
    "ja": "ja jpn ja-JP ja_JP jpn-JPN ja_JP_JP_#u-ca-japanese",
    "zh-Hans": "zh zho chi zh-CN zh_CN zh_CN_#Hans zho-CHN chi-CHN cmn-CN cmn zh-cmn-Hans-CN zh-Hans-HK zh_SG",
    "zh-Hant": "zh-TW zh_TW zh_TW_#Hant zh_HK_#Hant zh-HK zh_MO zho-TWN zho_HKG chi-TWN zho-MAC cmn-TW cmn-Hant-TW "
    "zh-cmn-Hant-TW zh_Hant_HK zh__#Hant",
}
# Tags that map to no locale: another language, another script, not a valid tag.
OTHER_TAGS = "cy-GB yue-Hans-CN pa-PK pan-PAK pa_PK_#Arab uz-Latn-UZ - _ # x en1 1 不明 not%a%tag"


def matching_locales(engine: Engine, tags: list[str]) -> list[list[str]]:
    """Return, for each tag, the locales to which overrides/tools/written.js maps it."""
    script = (ROOT / "overrides" / "tools" / "written.js").read_text(encoding="utf-8").replace("export ", "")
    ask = "tags.map(tag => locales.filter(each => written(each) === written(tag)))"
    call = f"(() => {{ {script}; const tags = {json.dumps(tags)}, locales = {json.dumps(LOCALES)}; return {ask}; }})()"
    found: list[list[str]] = engine.run(call)
    return found
