"""Spanish words and their sounds: `guitarra` to `gitˈara`, with the letters that each sound is from.

Writes two files beside this one: pairs.csv to train on, and unseen.csv with the forms of other words, to see what was
learned. The words are forms of the verbs, nouns and adjectives below; the sounds come from rules (sounds.py). A few
hundred words show a rule such as that of `cigüeña` in two or three places, too few to be more than learned by heart; so
as many words again are invented, of syllables that Spanish has, and trained on too.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from sounds import Sound, sounds

HERE = Path(__file__).parent
SEED = 1
UNSEEN = 0.12  # share of the words, all their forms
INVENTED = 8_000

AR = """
    acabar aceptar acercar actuar admirar ahorrar alcanzar amar andar apagar apostillar arañar arrancar arreglar
    averiguar ayudar bailar bajar bañar borrar brillar buscar callar cambiar caminar cantar cargar casar castigar
    cavar cazar cenar charlar chocar chillar cobrar cocinar colocar comprar contestar cortar crear criticar cruzar
    cuidar dejar derramar desayunar desear dibujar disfrutar doblar dudar echar educar empujar enseñar entrar
    escuchar esperar estornudar estudiar evitar explicar extrañar fabricar faltar firmar formar fumar ganar gastar
    girar golpear gozar gritar guardar guiñar habitar hablar hallar hinchar identificar intentar invitar jurar
    juzgar juntar lanzar lavar limpiar llamar llegar llenar llevar llorar luchar mandar manejar marchar mezclar
    mirar nadar necesitar notar observar ocupar odiar olvidar pagar parar pasar peinar pegar pelear perdonar pesar
    pescar pintar planchar practicar preguntar preparar quedar quejar quemar quitar rascar rayar rechazar regañar
    regresar respirar rezar robar rozar sacar saltar salvar secar silbar sonrojar soplar suspirar tachar tapar
    tardar terminar tirar tocar tomar trabajar tragar usar vagar viajar vigilar visitar zarpar zumbar
"""
ER = """
    aprender barrer beber comer comprender correr coser creer ejercer esconder exceder meter ofender proceder
    proteger prometer recoger responder romper sorprender temer tejer toser vencer vender
"""
IR = """
    abrir admitir añadir aplaudir asistir batir compartir consumir cubrir cumplir decidir definir describir dirigir
    discutir distinguir dividir escribir existir exigir fingir fundir hundir imprimir insistir invadir permitir
    persistir prohibir recibir repartir resistir subir sufrir sumergir surgir unir vivir
"""
NAMES = """
    abeja abuelo agua aguacate águila aire ajedrez alegría algodón almohada amigo anillo año arroz árbol azúcar
    ballena barco batería biblioteca bicho bigote boca bosque botella brazo bruja bufanda cabeza cabra cacahuete
    café caja calle camello camión campana canción cangrejo carretera castillo cebolla cereza chaqueta chico
    chocolate ciego cielo cigüeña ciruela ciudad cocina cocodrilo coche colegio conejo corazón cuchillo cueva dedo
    desagüe diente dinero dulce edificio ejército enero equipo escalera espejo estrella examen fábrica feliz fiesta
    flauta foca fuego fuente galleta gallina garganta gato general gigante gimnasio gorra gorrión granja guante
    guerra guerrero guisante guitarra habitación hacha hambre hermano hielo hierba higuera hija hoguera hoja hombro
    hora hormiga hueso huevo huracán iglesia invierno isla jabón jarra jinete jirafa joven juego jueves jugador
    juguete kilo labio ladrillo lagarto lágrima lápiz leche lechuza lengua león libro limón llave lluvia luz maíz
    maleta manguera máquina mariposa martillo médico merienda mochila mosquito muchacho muela mujer murciélago
    música naranja nieve noche nube nuez ojo ola oreja oso oveja pájaro palabra paraguas pareja payaso peine
    película peluquero perro pez piedra pingüino piña piojo pirámide pizarra playa plaza pollo pregunta queso quieto
    quince rana ratón raíz rayo regla reina reloj rey río risa rodilla rojo rueda ruido saeta sandía sangre semana
    serpiente siglo silla sombrero sueño taxi techo teléfono tijera tiza toalla tortuga trigo uña uva vaca valle
    vaquero vecino veneno ventana verde verano viejo viento vergüenza vez vida voz yegua yema yerno zanahoria zapato
    zorro zumo
"""

FUTURE = "é ás á emos éis án ía ías íamos íais ían".split()
PRESENT_ER = "o es e emos éis en".split()
PRESENT_IR = "o es e imos ís en".split()
PAST_ER = "í iste ió imos isteis ieron ía ías íamos íais ían a as amos áis an iendo ido ida idos idas".split()
PRESENT_AR = "o as a amos áis an".split()
PAST_AR = "é aste ó asteis aron aba abas ábamos abais aban e es emos éis en ando ado ada ados adas".split()
FORMS = {
    "ar": [*PRESENT_AR, *PAST_AR],
    "er": [*PRESENT_ER, *PAST_ER],
    "ir": [*PRESENT_IR, *PAST_ER],
}
SOFT = "eiéí"
TO_SOFT = {"gu": "gü", "c": "qu", "g": "gu", "z": "c"}  # so that the stem keeps its sound before e and i,
TO_HARD = {"gu": "g", "c": "z", "g": "j"}  # and before a and o


def verb_forms(verb: str) -> Iterator[str]:
    """The forms of a regular verb."""
    stem, kind = verb[:-2], verb[-2:]
    yield verb
    for ending in FORMS[kind]:
        soft = ending[0] in SOFT
        changes = TO_SOFT if kind == "ar" and soft else TO_HARD if kind != "ar" and not soft else {}
        last = next((letters for letters in changes if stem.endswith(letters)), "")
        yield stem.removesuffix(last) + changes.get(last, "") + ending
    for ending in FUTURE:
        yield verb + ending


def name_forms(name: str) -> Iterator[str]:
    """Singular and plural."""
    yield name
    if name[-1] in "aeiouáéíóú":
        yield name + "s"
    elif name.endswith("z"):
        yield name[:-1] + "ces"
    elif name[-2:] in ("ón", "án"):
        yield name[:-2] + name[-2].translate(str.maketrans("óá", "oa")) + "nes"
    elif name[-1] != "s":
        yield name + "es"


BEFORE_HARD = "b c d f g h j l ll m n ñ p r s t v x y z ch br cr dr fr gr pr tr bl cl fl gl pl".split()
BEFORE_SOFT = "b c qu d f g gu gü h j l ll m n ñ p r s t v x y ch br cr dr fr gr pr tr bl cl fl gl pl".split()
NUCLEI = "a a a e e e i i o o o u ia ie io iu ua ue ui ai au ei eu oi".split()
CODAS = ("", "", "", "n", "s", "r", "l", "d", "z")
ACCENTS = str.maketrans("aeiou", "áéíóú")


def invented(rng: random.Random) -> str:
    """A word of two to four syllables that could be Spanish."""
    syllables: list[str] = []
    accented = rng.randrange(4) if rng.random() < 0.3 else -1
    for number in range(rng.randint(2, 4)):
        nucleus = rng.choice(NUCLEI)
        onset = rng.choice(BEFORE_SOFT if nucleus[0] in SOFT else BEFORE_HARD)
        if onset == "r" and syllables and syllables[-1][-1] not in "nlsrdz" and rng.random() < 0.5:
            onset = "rr"
        if number == accented and nucleus not in ("ui", "iu"):
            strong = next((vowel for vowel in nucleus if vowel in "aeo"), nucleus[-1])
            nucleus = nucleus.replace(strong, strong.translate(ACCENTS))
        syllables.append(onset + nucleus + rng.choice(CODAS))
    return "".join(syllables)


def write(path: Path, words: Sequence[str]) -> None:
    """A file of pairs; tells where it is."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["source", "target", "gold"])
        for word in words:
            heard = sounds(word)
            writer.writerow([word, "".join(sign for sign, _, _ in heard), gold(heard)])
    sys.stdout.write(f"{path}: {len(words):,} pairs\n")


def gold(heard: Sequence[Sound]) -> str:
    """The letters of each sound, as a file of pairs has them."""
    return " ".join(f"{start}:{stop}" for _, start, stop in heard)


def main(folder: Path = HERE) -> None:
    """Write both files; no word has forms in both, and no form stands in both."""
    forms = {verb: list(verb_forms(verb)) for verb in (AR + ER + IR).split()}
    forms |= {name: list(name_forms(name)) for name in NAMES.split()}
    rng = random.Random(SEED)
    unseen = set(rng.sample(sorted(forms), round(UNSEEN * len(forms))))
    kept_apart = {form for word in unseen for form in forms[word]}
    training = {form for word, own in forms.items() if word not in unseen for form in own}
    training |= {invented(rng) for _ in range(INVENTED)} - kept_apart
    write(folder / "pairs.csv", sorted(training))
    write(folder / "unseen.csv", sorted(kept_apart - training))


if __name__ == "__main__":
    main()
