"""The commonest words of each language: enough to confirm the language that a site's posts are expected to be in.

A detector weighs letters, which takes much longer; where these words leave a doubt it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORDS = """
bg на и за се от да са че като със които във ще през беше това той до при по към с в е не си или
ca el la els les que amb per una dels del és als més va seva aquest també han ha al de i en un es o com a
cs a se na v že je do by jsou který která které jako pro podle také ve při nebo jeho byl s z k o po i si to
da og at det er af en til på som med der den har ikke blev kan vil fra også være for i de et var
de der die und das den von mit für auf ist im dem sich des ein eine nicht auch werden hat zu in aus bei als
el και το της του την των να με για που από είναι στην στο στη οι τα σε θα ότι η ο δεν
en the of and to in is that for was with are has have this from which will been their on a by at as it be
es el la los las que del con por una para se su al más como han fue sus ha de en y un lo no es o a
et ja on ei et ka kui oma see mis ning oli kes ta aga või selle siis seda mida eesti ning kuid kõik
fi ja on ei että se myös oli mutta joka kun ovat hän jotka sekä voi olla kuin vuoden tai mukaan sen ole
fr les des et une dans est du pour que qui sur au par avec sont pas plus aux cette ont de la le un en se ce il ne
ga agus an na ar ag leis atá go mar sin bhí ó tá sé don chun ach nó seo faoi a i is le do
gl o a os as de que do da e en un unha para con por non na no dos das se máis como ao foi
hr je i u na se za da su koji koja koje od će kao što iz bi bio ili te s o do ne po
hu és az egy hogy nem is meg volt vagy csak már mint ezt lesz a azt amely után szerint minden el
is og að í á sem er til við um en það af með fyrir var ekki frá hann eru verið því
it il di che la per una con del della sono non nel alla dei più anche gli si delle ha e un in le da i a al
lt ir kad yra su bei iš tai kaip buvo bus ne taip pat dėl jos jų savo metų nuo apie į o ar
lv un ir ar ka par no kas uz tika gan kā bet arī lai pie vai tiek gada savu šo tas to ko
mk на и во за се од да со што како која кој ќе дека по е не тоа го ги
mt il li ta u f biex fuq ma minn għal dan huwa kien din hija kienet kif se jew lil tal fil
nb og i det er av en til på som med for har ikke den ble kan å fra også være at de et var om
nl de het een van en in is dat op voor met zijn te niet aan die ook bij wordt door of om uit als
pl w i na z się do że jest nie o od przez oraz dla po jak są był które który a to za u
pt o de que do da em para com uma os no na por mais as dos não se foi ao e a um à como é
ro și şi în de la cu pe din care a pentru este o nu sunt mai fost prin au sau dintre un că se ale
ru и в на с что по не для как от это из к за его при был или у о а
sk a sa na v že je do by sú ktorý ktorá ktoré ako pre podľa aj vo pri alebo bol s z k o po i si to
sl je in v na se za so ki da pa z ne tudi kot bo po ali bi kar med s o od do
sq të e në dhe për me një që nga është se si janë ka më nuk do u kjo i
sr је и у на се за да су који која које од ће као што из би био или с о до не по
sv och i att det som en på är av för med till den har inte om ett från var kan de
tr ve bir bu için ile olarak da de daha olan çok gibi sonra kadar var olduğu en tarafından oldu
uk і в на з що та у до за не для від як який про це його під або були є
"""
_LEAST, _RATIO = 4, 1.5  # words of a language, and how many times those of any other
_WORD = re.compile(r"\w+")


def _languages_of_words() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _WORDS.strip().splitlines():
        code, *words = line.split()
        for word in dict.fromkeys(words):
            found[word] = (*found.get(word, ()), code)
    return found


_LANGUAGES = _languages_of_words()


def confirmed_language(text: str, expected: Sequence[str]) -> str | None:
    """The one of the `expected` languages (ISO 639-1) whose common words are many in `text`, those of others fewer."""
    counts: dict[str, int] = {}
    for word in _WORD.findall(text.lower()):
        for code in _LANGUAGES.get(word, ()):
            counts[code] = counts.get(code, 0) + 1
    best = max(counts, key=counts.__getitem__, default="")
    most = counts.pop(best, 0)
    sure = most >= _LEAST and most >= _RATIO * max(counts.values(), default=0)
    return best if sure and best in expected else None
