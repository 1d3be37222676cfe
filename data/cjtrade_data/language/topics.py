"""The goods, topics, sectors, titles and organisations a question may name, by their many names."""

from __future__ import annotations

GOODS: dict[str, str] = {
    "HS:61 HS:62": "garments|garment|clothing|clothes|apparel|shirts|t shirts|ready made garments|knitwear",
    "HS:61": "knitted garments|knitted apparel|knit apparel",
    "HS:62": "woven garments|woven apparel",
    "WITS:Textiles and Clothing": "textiles|textile|textiles and clothing|textiles and garments|textile and garment"
    "|textile and garments|fabrics",
    "WITS:Footwear": "footwear|shoes|shoe|sandals|boots",
    "WITS:Mach and Elec": "machinery|machines|machine|machinery and electrical|machinery and electronics"
    "|mach and elec|machinery and electrical equipment",
    "HS:84": "mechanical appliances|mechanical machinery|boilers|agricultural equipment|farm machinery"
    "|agricultural machinery|tractors",
    "HS:85": "electronics|electronic|electrical|electronic components|components|electrical machinery"
    "|electronic parts|electrical equipment|wiring harnesses|electronic goods|parts",
    "WITS:Transportation": "transportation|transport equipment|transportation equipment",
    "HS:87": "cars|car|automobiles|automobile|vehicles|vehicle|motor vehicles|bicycles|bicycle|motorcycles|autos"
    "|motorbikes|trucks",
    "HS:10": "rice|cereals|cereal|grain|grains",
    "agriculture": "agricultural products|agricultural goods|farm products|farm goods|agriculture products|crops"
    "|agricultural produce|agricultural exports|produce",
    "WITS:Vegetable": "vegetable|vegetables|vegetable products",
    "WITS:Food Products": "food products|food|foodstuffs",
    "WITS:Animal": "animal products|animals|animal",
    "WITS:Fuels": "fuel|fuels|oil|petroleum|gasoline",
    "WITS:Minerals": "minerals|mineral",
    "WITS:Chemicals": "chemicals|chemical",
    "WITS:Plastic or Rubber": "plastic or rubber|plastics and rubber|plastic and rubber|plastic",
    "HS:39": "plastics",
    "HS:40": "rubber",
    "WITS:Hides and Skins": "hides and skins|hides|skins",
    "HS:42": "leather|bags|handbags|travel goods|leather goods",
    "WITS:Wood": "wood|timber|wood products",
    "HS:94": "furniture|mattresses",
    "WITS:Stone and Glass": "stone and glass|gems|precious stones",
    "HS:71": "gold|jewellery|jewelry|pearls|silver|precious metals",
    "WITS:Metals": "metals|metal|steel|iron",
    "WITS:Miscellaneous": "miscellaneous|miscellaneous goods",
    "WITS:Capital goods": "capital goods",
    "WITS:Consumer goods": "consumer goods",
    "WITS:Intermediate goods": "intermediate goods",
    "WITS:Raw materials": "raw materials",
    "HS:03": "fish|seafood|crustaceans|shrimp|shrimps",
    "HS:08": "fruit|fruits|nuts|mango|mangoes|cashew|cashews|bananas|longan",
    "HS:09": "coffee|tea|spices|pepper",
    "HS:24": "tobacco",
    "HS:17": "sugar",
    "HS:30": "pharmaceuticals|medicines|medicine|drugs|pharmaceutical",
    "HS:48": "paper",
    "HS:49": "books|printed books",
    "HS:52": "cotton",
    "HS:72": "steel products",
    "HS:88": "aircraft|aeroplanes|planes",
    "HS:90": "instruments|optical instruments|medical instruments",
    "HS:95": "toys|games|sports equipment",
    "SITC:0": "food and live animals|live animals",
    "SITC:1": "beverages and tobacco|beverages",
    "SITC:2": "crude materials",
    "SITC:3": "mineral fuels",
    "SITC:5": "chemicals and related products",
    "SITC:6": "manufactured goods",
    "SITC:7": "machinery and transport equipment|machinery and transport",
    "SITC:8": "miscellaneous manufactured articles|miscellaneous manufactures|manufactured articles",
    "SITC:9": "other commodities",
}  # fmt: skip

_PARTS = """
rice bicycle bicycles car cars automobile automobiles truck trucks motorcycles motorbikes tractors mattresses bags
handbags gold silver shrimp shrimps mango mangoes cashew cashews bananas longan coffee tea pepper steel iron components
shirts sandals boots wheat gasoline
"""
PARTS = frozenset(_PARTS.split())
"""Goods that are a part of the group they are counted in."""

TOPICS: dict[str, str] = {
    "special economic zone": "special economic zone|special economic zones|sez|sezs|economic zone|zone|zones"
    "|economic zones|joint zone|cambodia japan sez|industrial zone|cambodia japan special economic zone"
    "|cambodia japan zone|japan sez",
    "ppsez": "phnom penh sez|ppsez|phnom penh special economic zone|royal group ppsez|phnom penh zone",
    "trade outlook": "trade outlook|outlook|future|prospects|forecast|recovery|expansion|future trade|crisis"
    "|future of trade|global economic crisis|gradual recovery|prospect",
    "investment": "investment climate|investors views|japanese financiers|financiers",
    "diplomacy": "diplomacy|diplomatic|diplomatic relations|relations|visit|visited|summit|ties|anniversary"
    "|commemorative summit|asean japan summit|trip|travelled|went to japan|visiting",
    "exports and products": "quality|production capacity",
    "workshop": "workshop|investment workshop|cambodia investment workshop",
    "sendai": "sendai|representative office|ccc office|office",
    "speakers": "people|speakers|persons quoted|people quoted|everyone quoted|who spoke|who is quoted|who was quoted"
    "|who are quoted|who is cited|quoted people|everyone who spoke|who speaks",
    "law": "investment law|law|laws|tariff systems|preferential tariffs|labour force|labour|labor|infrastructure"
    "|transport infrastructure|transportation infrastructure|factors",
}  # fmt: skip

TITLES: dict[str, str] = {
    "hun-manet": "prime minister|pm|premier|hun manet",
    "lim-heng": "vice president|vice president of the cambodia chamber of commerce|vice president of ccc"
    "|chamber of commerce vice president|ccc vice president",
    "sam-soknoeun": "sam sok noeun|sok noeun|president of the global real estate association",
}

ORGANISATIONS: dict[str, str] = {
    "CCC": "chamber of commerce|cambodian chamber of commerce|chamber|business chamber",
    "GREA": "real estate association|global real estate",
    "NBC": "national bank|central bank",
    "GDCE": "general department of customs|customs department|customs and excise",
    "PPP": "phnom penh post|the post",
    "JETRO": "japan external trade organization|japan external trade organisation",
    "ASEAN": "association of southeast asian nations",
}

SECTORS: dict[str, str] = {
    "finance": "finance sector|finance|financial sector|financial services",
    "banking": "banking|banks|bank sector",
    "construction": "construction|building sector",
    "real-estate": "real estate|property|real estate sector",
    "hotels-and-restaurants": "hotels and restaurants|restaurants|hotels",
    "accommodation": "accommodation|lodging|accommodation sector",
    "manufacturing": "manufacturing|factories|manufacturing sector",
    "agriculture": "agriculture|farming|agriculture sector",
    "energy": "energy|energy sector",
    "electricity": "electricity|power sector",
    "ict": "ict|telecommunications|information technology|telecoms",
    "mining": "mining|mining sector",
}
