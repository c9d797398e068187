"""Encodings beyond the built-in ones: those of one byte a character, UTF-7, and rot13, hex and base64.

`find` is what codecs.lookup asks for names that it does not know.
"""
import codecs
from _codec_functions import _decided

# For each encoding the characters of the bytes 128 to 255; U+FFFE stands for no character.
_TABLES = {
    "cp437": (
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ"
        "áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
        "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
        "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\xa0"
    ),
    "cp850": (
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ"
        "áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐"
        "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀"
        "ÓßÔÒõÕµþÞÚÛÙýÝ¯´\xad±‗¾¶§÷¸°¨·¹³²■\xa0"
    ),
    "cp852": (
        "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×č"
        "áíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐"
        "└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀"
        "ÓßÔŃńňŠšŔÚŕŰýÝţ´\xad˝˛ˇ˘§÷¸°¨˙űŘř■\xa0"
    ),
    "cp866": (
        "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
        "абвгдежзийклмноп░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
        "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
        "рстуфхцчшщъыьэюяЁёЄєЇїЎў°∙·√№¤■\xa0"
    ),
    "cp1250": (
        "€\ufffe‚\ufffe„…†‡\ufffe‰Š‹ŚŤŽŹ\ufffe‘’“”•–—\ufffe™š›śťžź"
        "\xa0ˇ˘Ł¤Ą¦§¨©Ş«¬\xad®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż"
        "ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß"
        "ŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙"
    ),
    "cp1251": (
        "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\ufffe™љ›њќћџ"
        "\xa0ЎўЈ¤Ґ¦§Ё©Є«¬\xad®Ї°±Ііґµ¶·ё№є»јЅѕї"
        "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
        "абвгдежзийклмнопрстуфхцчшщъыьэюя"
    ),
    "cp1252": (
        "€\ufffe‚ƒ„…†‡ˆ‰Š‹Œ\ufffeŽ\ufffe\ufffe‘’“”•–—˜™š›œ\ufffežŸ"
        "\xa0¡¢£¤¥¦§¨©ª«¬\xad®¯°±²³´µ¶·¸¹º»¼½¾¿"
        "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß"
        "àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ"
    ),
    "cp1253": (
        "€\ufffe‚ƒ„…†‡\ufffe‰\ufffe‹\ufffe\ufffe\ufffe\ufffe\ufffe‘’“”•–—\ufffe™\ufffe›\ufffe\ufffe\ufffe\ufffe"
        "\xa0΅Ά£¤¥¦§¨©\ufffe«¬\xad®―°±²³΄µ¶·ΈΉΊ»Ό½ΎΏ"
        "ΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡ\ufffeΣΤΥΦΧΨΩΪΫάέήί"
        "ΰαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώ\ufffe"
    ),
    "cp1254": (
        "€\ufffe‚ƒ„…†‡ˆ‰Š‹Œ\ufffe\ufffe\ufffe\ufffe‘’“”•–—˜™š›œ\ufffe\ufffeŸ"
        "\xa0¡¢£¤¥¦§¨©ª«¬\xad®¯°±²³´µ¶·¸¹º»¼½¾¿"
        "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏĞÑÒÓÔÕÖ×ØÙÚÛÜİŞß"
        "àáâãäåæçèéêëìíîïğñòóôõö÷øùúûüışÿ"
    ),
    "cp1255": (
        "€\ufffe‚ƒ„…†‡ˆ‰\ufffe‹\ufffe\ufffe\ufffe\ufffe\ufffe‘’“”•–—˜™\ufffe›\ufffe\ufffe\ufffe\ufffe"
        "\xa0¡¢£₪¥¦§¨©×«¬\xad®¯°±²³´µ¶·¸¹÷»¼½¾¿"
        "\u05b0\u05b1\u05b2\u05b3\u05b4\u05b5\u05b6\u05b7\u05b8\u05b9\ufffe\u05bb\u05bc\u05bd\u05be\u05bf\u05c0\u05c1\u05c2\u05c3\u05f0\u05f1\u05f2\u05f3\u05f4\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe"
        "\u05d0\u05d1\u05d2\u05d3\u05d4\u05d5\u05d6\u05d7\u05d8\u05d9\u05da\u05db\u05dc\u05dd\u05de\u05df\u05e0\u05e1\u05e2\u05e3\u05e4\u05e5\u05e6\u05e7\u05e8\u05e9\u05ea\ufffe\ufffe\u200e\u200f\ufffe"
    ),
    "cp1256": (
        "€\u067e‚ƒ„…†‡ˆ‰\u0679‹Œ\u0686\u0698\u0688\u06af‘’“”•–—\u06a9™\u0691›œ\u200c\u200d\u06ba"
        "\xa0\u060c¢£¤¥¦§¨©\u06be«¬\xad®¯°±²³´µ¶·¸¹\u061b»¼½¾\u061f"
        "\u06c1\u0621\u0622\u0623\u0624\u0625\u0626\u0627\u0628\u0629\u062a\u062b\u062c\u062d\u062e\u062f\u0630\u0631\u0632\u0633\u0634\u0635\u0636×\u0637\u0638\u0639\u063a\u0640\u0641\u0642\u0643"
        "à\u0644â\u0645\u0646\u0647\u0648çèéêë\u0649\u064aîï\u064b\u064c\u064d\u064eô\u064f\u0650÷\u0651ù\u0652ûü\u200e\u200f\u06d2"
    ),
    "cp1257": (
        "€\ufffe‚\ufffe„…†‡\ufffe‰\ufffe‹\ufffe¨ˇ¸\ufffe‘’“”•–—\ufffe™\ufffe›\ufffe¯˛\ufffe"
        "\xa0\ufffe¢£¤\ufffe¦§Ø©Ŗ«¬\xad®Æ°±²³´µ¶·ø¹ŗ»¼½¾æ"
        "ĄĮĀĆÄÅĘĒČÉŹĖĢĶĪĻŠŃŅÓŌÕÖ×ŲŁŚŪÜŻŽß"
        "ąįāćäåęēčéźėģķīļšńņóōõö÷ųłśūüżž˙"
    ),
    "cp1258": (
        "€\ufffe‚ƒ„…†‡ˆ‰\ufffe‹Œ\ufffe\ufffe\ufffe\ufffe‘’“”•–—˜™\ufffe›œ\ufffe\ufffeŸ"
        "\xa0¡¢£¤¥¦§¨©ª«¬\xad®¯°±²³´µ¶·¸¹º»¼½¾¿"
        "ÀÁÂĂÄÅÆÇÈÉÊË\u0300ÍÎÏĐÑ\u0309ÓÔƠÖ×ØÙÚÛÜƯ\u0303ß"
        "àáâăäåæçèéêë\u0301íîïđñ\u0323óôơö÷øùúûüư₫ÿ"
    ),
    "iso8859_2": (
        "\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8d\x8e\x8f\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9d\x9e\x9f"
        "\xa0Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\xadŽŻ°ą˛ł´ľśˇ¸šşťź˝žż"
        "ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß"
        "ŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙"
    ),
    "iso8859_3": (
        "\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8d\x8e\x8f\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9d\x9e\x9f"
        "\xa0Ħ˘£¤\ufffeĤ§¨İŞĞĴ\xad\ufffeŻ°ħ²³´µĥ·¸ışğĵ½\ufffeż"
        "ÀÁÂ\ufffeÄĊĈÇÈÉÊËÌÍÎÏ\ufffeÑÒÓÔĠÖ×ĜÙÚÛÜŬŜß"
        "àáâ\ufffeäċĉçèéêëìíîï\ufffeñòóôġö÷ĝùúûüŭŝ˙"
    ),
    "iso8859_4": (
        "\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8d\x8e\x8f\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9d\x9e\x9f"
        "\xa0ĄĸŖ¤ĨĻ§¨ŠĒĢŦ\xadŽ¯°ą˛ŗ´ĩļˇ¸šēģŧŊžŋ"
        "ĀÁÂÃÄÅÆĮČÉĘËĖÍÎĪĐŅŌĶÔÕÖ×ØŲÚÛÜŨŪß"
        "āáâãäåæįčéęëėíîīđņōķôõö÷øųúûüũū˙"
    ),
    "iso8859_5": (
        "\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8d\x8e\x8f\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9d\x9e\x9f"
        "\xa0ЁЂЃЄЅІЇЈЉЊЋЌ\xadЎЏАБВГДЕЖЗИЙКЛМНОП"
        "РСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмноп"
        "рстуфхцчшщъыьэюя№ёђѓєѕіїјљњћќ§ўџ"
    ),
    "iso8859_6": (
        "\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8d\x8e\x8f\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9d\x9e\x9f"
        "\xa0\ufffe\ufffe\ufffe¤\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\u060c\xad\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\u061b\ufffe\ufffe\ufffe\u061f"
        "\ufffe\u0621\u0622\u0623\u0624\u0625\u0626\u0627\u0628\u0629\u062a\u062b\u062c\u062d\u062e\u062f\u0630\u0631\u0632\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063a\ufffe\ufffe\ufffe\ufffe\ufffe"
        "\u0640\u0641\u0642\u0643\u0644\u0645\u0646\u0647\u0648\u0649\u064a\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe"
    ),
    "iso8859_7": (
        "\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8d\x8e\x8f\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9d\x9e\x9f"
        "\xa0‘’£€₯¦§¨©ͺ«¬\xad\ufffe―°±²³΄΅Ά·ΈΉΊ»Ό½ΎΏ"
        "ΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡ\ufffeΣΤΥΦΧΨΩΪΫάέήί"
        "ΰαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώ\ufffe"
    ),
    "iso8859_8": (
        "\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8d\x8e\x8f\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9d\x9e\x9f"
        "\xa0\ufffe¢£¤¥¦§¨©×«¬\xad®¯°±²³´µ¶·¸¹÷»¼½¾\ufffe"
        "\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe\ufffe‗"
        "\u05d0\u05d1\u05d2\u05d3\u05d4\u05d5\u05d6\u05d7\u05d8\u05d9\u05da\u05db\u05dc\u05dd\u05de\u05df\u05e0\u05e1\u05e2\u05e3\u05e4\u05e5\u05e6\u05e7\u05e8\u05e9\u05ea\ufffe\ufffe\u200e\u200f\ufffe"
    ),
    "iso8859_9": (
        "\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8d\x8e\x8f\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9d\x9e\x9f"
        "\xa0¡¢£¤¥¦§¨©ª«¬\xad®¯°±²³´µ¶·¸¹º»¼½¾¿"
        "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏĞÑÒÓÔÕÖ×ØÙÚÛÜİŞß"
        "àáâãäåæçèéêëìíîïğñòóôõö÷øùúûüışÿ"
    ),
    "iso8859_10": (
        "\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8d\x8e\x8f\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9d\x9e\x9f"
        "\xa0ĄĒĢĪĨĶ§ĻĐŠŦŽ\xadŪŊ°ąēģīĩķ·ļđšŧž―ūŋ"
        "ĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏÐŅŌÓÔÕÖŨØŲÚÛÜÝÞß"
        "āáâãäåæįčéęëėíîïðņōóôõöũøųúûüýþĸ"
    ),
    "iso8859_13": (
        "\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8d\x8e\x8f\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9d\x9e\x9f"
        "\xa0”¢£¤„¦§Ø©Ŗ«¬\xad®Æ°±²³“µ¶·ø¹ŗ»¼½¾æ"
        "ĄĮĀĆÄÅĘĒČÉŹĖĢĶĪĻŠŃŅÓŌÕÖ×ŲŁŚŪÜŻŽß"
        "ąįāćäåęēčéźėģķīļšńņóōõö÷ųłśūüżž’"
    ),
    "iso8859_14": (
        "\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8d\x8e\x8f\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9d\x9e\x9f"
        "\xa0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\xad®ŸḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡ"
        "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏŴÑÒÓÔÕÖṪØÙÚÛÜÝŶß"
        "àáâãäåæçèéêëìíîïŵñòóôõöṫøùúûüýŷÿ"
    ),
    "iso8859_15": (
        "\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8d\x8e\x8f\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9d\x9e\x9f"
        "\xa0¡¢£€¥Š§š©ª«¬\xad®¯°±²³Žµ¶·ž¹º»ŒœŸ¿"
        "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß"
        "àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ"
    ),
    "iso8859_16": (
        "\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8d\x8e\x8f\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9d\x9e\x9f"
        "\xa0ĄąŁ€„Š§š©Ș«Ź\xadźŻ°±ČłŽ”¶·žčș»ŒœŸż"
        "ÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚß"
        "àáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ"
    ),
    "koi8_r": (
        "─│┌┐└┘├┤┬┴┼▀▄█▌▐░▒▓⌠■∙√≈≤≥\xa0⌡°²·÷"
        "═║╒ё╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡Ё╢╣╤╥╦╧╨╩╪╫╬©"
        "юабцдефгхийклмнопярстужвьызшэщчъ"
        "ЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ"
    ),
    "koi8_u": (
        "─│┌┐└┘├┤┬┴┼▀▄█▌▐░▒▓⌠■∙√≈≤≥\xa0⌡°²·÷"
        "═║╒ёє╔ії╗╘╙╚╛ґ╝╞╟╠╡ЁЄ╣ІЇ╦╧╨╩╪Ґ╬©"
        "юабцдефгхийклмнопярстужвьызшэщчъ"
        "ЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ"
    ),
    "mac_roman": (
        "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü"
        "†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
        "¿¡¬√ƒ≈∆«»…\xa0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ"
        "‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ"
    ),
}

_ALIASES = {
    "437": "cp437", "ibm437": "cp437", "850": "cp850", "ibm850": "cp850", "852": "cp852", "ibm852": "cp852",
    "866": "cp866", "ibm866": "cp866", "windows_1250": "cp1250", "windows_1251": "cp1251",
    "windows_1252": "cp1252", "windows_1253": "cp1253", "windows_1254": "cp1254", "windows_1255": "cp1255",
    "windows_1256": "cp1256", "windows_1257": "cp1257", "windows_1258": "cp1258", "1250": "cp1250",
    "1251": "cp1251", "1252": "cp1252", "1253": "cp1253", "1254": "cp1254", "1255": "cp1255", "1256": "cp1256",
    "1257": "cp1257", "1258": "cp1258", "latin2": "iso8859_2", "l2": "iso8859_2", "latin3": "iso8859_3",
    "l3": "iso8859_3", "latin4": "iso8859_4", "l4": "iso8859_4", "cyrillic": "iso8859_5", "arabic": "iso8859_6",
    "greek": "iso8859_7", "greek8": "iso8859_7", "hebrew": "iso8859_8", "latin5": "iso8859_9", "l5": "iso8859_9",
    "latin6": "iso8859_10", "l6": "iso8859_10", "latin7": "iso8859_13", "l7": "iso8859_13",
    "latin8": "iso8859_14", "l8": "iso8859_14", "latin9": "iso8859_15", "l9": "iso8859_15",
    "latin10": "iso8859_16", "l10": "iso8859_16", "koi8r": "koi8_r", "koi8u": "koi8_u", "macroman": "mac_roman",
    "macintosh": "mac_roman",
}
_SHOWN = {"koi8_r": "koi8-r", "koi8_u": "koi8-u", "mac_roman": "mac-roman"}


class _Charmap:
    """Encoder and decoder of one table."""

    def __init__(self, name, upper):
        self.name = _SHOWN.get(name, name.replace("iso8859_", "iso8859-"))
        self.characters = "".join(map(chr, range(128))) + upper
        self.bytes = {character: byte for byte, character in enumerate(self.characters) if character != "\ufffe"}

    def encode(self, input, errors="strict"):
        if not isinstance(input, str):
            raise TypeError("charmap_encode() argument 1 must be str, not %s" % type(input).__name__)
        table, out, at, size = self.bytes, bytearray(), 0, len(input)
        while at < size:
            byte = table.get(input[at])
            if byte is not None:
                out.append(byte)
                at += 1
                continue
            end = at + 1
            while end < size and input[end] not in table:
                end += 1
            problem = UnicodeEncodeError("charmap", input, at, end, "character maps to <undefined>")
            replacement, at = _decided(problem, errors, size)
            if isinstance(replacement, str):
                if any(character not in table for character in replacement):
                    raise problem
                replacement = bytes(table[character] for character in replacement)
            out += replacement
        return bytes(out), size

    def decode(self, input, errors="strict"):
        data = bytes(input)
        characters, out, at, size = self.characters, [], 0, len(data)
        if not any(characters[byte] == "\ufffe" for byte in set(data)):
            return "".join([characters[byte] for byte in data]), size
        while at < size:
            character = characters[data[at]]
            if character != "\ufffe":
                out.append(character)
                at += 1
                continue
            problem = UnicodeDecodeError("charmap", data, at, at + 1, "character maps to <undefined>")
            replacement, at = _decided(problem, errors, size)
            out.append(replacement)
        return "".join(out), size


_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_DIRECT = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'(),-./:? \t\r\n"
                    b"!\"#$%&*;<=>@[]^_`{|}")


def _utf7_encode(input, errors="strict"):
    out, at = bytearray(), 0
    while at < len(input):
        code = ord(input[at])
        if code < 128 and code in _DIRECT:
            out.append(code)
            at += 1
            continue
        if input[at] == "+":
            out += b"+-"
            at += 1
            continue
        end = at
        while end < len(input) and not (ord(input[end]) < 128 and ord(input[end]) in _DIRECT):
            end += 1
        units = input[at:end].encode("utf-16-be", "surrogatepass")
        bits = int.from_bytes(units, "big")
        count = len(units) * 8
        bits <<= -count % 6
        count += -count % 6
        out += b"+" + bytes(_BASE64[bits >> shift & 63] for shift in range(count - 6, -1, -6))
        if end == len(input) or input[end] == "-" or ord(input[end]) in _BASE64:
            out += b"-"
        at = end
    return bytes(out), len(input)


def _utf7_decode(input, errors="strict"):
    data, out, at = bytes(input), [], 0

    def bad(start, end, reason):
        problem = UnicodeDecodeError("utf7", data, start, end, reason)
        replacement, place = codecs.lookup_error(errors)(problem)
        out.append(replacement)
        return place

    while at < len(data):
        byte = data[at]
        if byte >= 128:
            at = bad(at, at + 1, "unexpected special character")
            continue
        if byte != 43:
            out.append(chr(byte))
            at += 1
            continue
        if data[at + 1:at + 2] == b"-":
            out.append("+")
            at += 2
            continue
        start, at, bits, count = at, at + 1, 0, 0
        while at < len(data) and data[at] in _BASE64:
            bits = bits << 6 | _BASE64.index(data[at])
            count += 6
            at += 1
        if count == 0:
            at = bad(start, min(at + 1, len(data)), "ill-formed sequence" if at < len(data)
                     else "unterminated shift sequence")
            continue
        extra = count % 16
        if extra >= 6 or bits & (1 << extra) - 1:
            at = bad(start, at, "partial character in base64 sequence" if extra >= 6
                     else "non-zero padding bits in base64 sequence")
            continue
        out.append((bits >> extra).to_bytes((count - extra) // 8, "big").decode("utf-16-be", "surrogatepass"))
        if data[at:at + 1] == b"-":
            at += 1
    return "".join(out), len(data)


def _utf7_complete(data):
    """Where a run of base64 begins that the end of the data cuts off."""
    at = data.find(b"+")
    while at >= 0:
        end = at + 1
        while end < len(data) and data[end] in _BASE64:
            end += 1
        if end == len(data):
            return at
        at = data.find(b"+", end)
    return len(data)


def utf_7_encode(str, errors=None, /):
    return _utf7_encode(str, errors or "strict")


def utf_7_decode(data, errors=None, final=False, /):
    data = bytes(data)
    used = len(data) if final else _utf7_complete(data)
    return _utf7_decode(data[:used], errors or "strict")


def _rot13(input, errors="strict"):
    upper, lower = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
    table = str.maketrans(upper + lower, upper[13:] + upper[:13] + lower[13:] + lower[:13])
    return input.translate(table), len(input)


def _hex_encode(input, errors="strict"):
    import binascii
    return binascii.b2a_hex(input), len(input)


def _hex_decode(input, errors="strict"):
    import binascii
    return binascii.a2b_hex(input), len(input)


def _base64_encode(input, errors="strict"):
    import base64
    return base64.encodebytes(input), len(input)


def _base64_decode(input, errors="strict"):
    import base64
    return base64.decodebytes(input), len(input)


def _zlib_encode(input, errors="strict"):
    import zlib
    return zlib.compress(input), len(input)


def _zlib_decode(input, errors="strict"):
    import zlib
    return zlib.decompress(input), len(input)


_OTHERS = {
    "utf_7": (_utf7_encode, _utf7_decode, "utf-7", True), "rot_13": (_rot13, _rot13, "rot-13", False),
    "hex_codec": (_hex_encode, _hex_decode, "hex", False),
    "base64_codec": (_base64_encode, _base64_decode, "base64", False),
    "zlib_codec": (_zlib_encode, _zlib_decode, "zlib", False),
}
_OTHER_NAMES = {"utf7": "utf_7", "u7": "utf_7", "unicode_1_1_utf_7": "utf_7", "rot13": "rot_13", "hex": "hex_codec",
                "base64": "base64_codec", "base_64": "base64_codec", "zip": "zlib_codec", "zlib": "zlib_codec"}


def find(normal):
    """The codec by its name in lower case with underscores, or None."""
    name = _OTHER_NAMES.get(normal, normal)
    if name in _OTHERS:
        encode, decode, shown, is_text = _OTHERS[name]
    else:
        name = _ALIASES.get(normal, normal)
        if name.startswith("iso_8859_"):
            name = "iso8859_" + name[9:]
        if name not in _TABLES:
            return None
        table = _Charmap(name, _TABLES[name])
        encode, decode, shown, is_text = table.encode, table.decode, table.name, True

    class IncrementalEncoder(codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            return encode(input, self.errors)[0]

    if name in _TABLES:
        class IncrementalDecoder(codecs.IncrementalDecoder):
            def decode(self, input, final=False):
                return decode(input, self.errors)[0]
    else:
        class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
            def _buffer_decode(self, input, errors, final):
                return utf_7_decode(input, errors, final) if is_text else decode(input, errors)

    class StreamWriter(codecs.StreamWriter):
        pass

    class StreamReader(codecs.StreamReader):
        pass

    StreamWriter.encode = staticmethod(encode)
    StreamReader.decode = staticmethod(utf_7_decode if name == "utf_7" else decode)
    return codecs.CodecInfo(encode, decode, StreamReader, StreamWriter, IncrementalEncoder, IncrementalDecoder,
                            shown, _is_text_encoding=is_text)
