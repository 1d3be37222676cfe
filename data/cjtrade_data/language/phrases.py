"""The words a question may be made of, by what they stand for.

Each table maps a meaning to its phrases, parted by "|". Names of countries, people, organisations, goods and
measures come from the tables of the book instead.
"""

from __future__ import annotations

MEASURES: dict[str, str] = {
    "exports": "exports|export|exportation|shipments|shipment|outbound shipments|sales|deliveries|outbound trade"
    "|goods sold|export value|export earnings|export revenue|export volume|value of exports",
    "imports": "imports|import|importation|purchases|inbound shipments|inbound trade|goods bought|import value"
    "|import bill|import volume|value of imports",
    "total_trade": "trade|trade volume|trade value|trade total|volume of trade|value of trade|two way trade|2 way trade"
    "|both ways|commerce|turnover|trade turnover|trading|trade flows|trades|traded",
    "trade_balance": "trade balance|balance of trade|balance|trade surplus|surplus|net exports|net trade|net balance"
    "|trade balances|surpluses",
    "trade_deficit": "trade deficit|deficit|shortfall|trade deficits|deficits",
    "gdp": "gdp|gross domestic product|size of the economy|economy|national output",
    "gdp_per_head": "gdp per capita|gdp per head|gdp per person",
    "gni_per_head": "gni per capita|gni per head|gni|income per head|income per capita|national income per head",
    "population": "population|inhabitants|how many people live",
    "exchange_rate": "exchange rate|exchange rates|rate of exchange|riel per dollar|riels per dollar|khr per usd"
    "|yen per dollar|jpy per usd|dollar rate|riel rate|yen rate|riel to the dollar|riels to the dollar"
    "|yen to the dollar|dollar to riel|dollar to yen|dollar in riel|dollar in yen|fx rate|currency rate"
    "|conversion rate|riel to dollar|yen to dollar|dollar exchange rate|riel dollar rate|dollar riel rate"
    "|riels to a dollar|riel to a dollar|yen to a dollar|riels for a dollar|riel for a dollar|yen for a dollar"
    "|riel a dollar|yen a dollar|usd khr|usd jpy|riels for one dollar|yen for one dollar|riel for one dollar",
    "fdi": "fdi|foreign direct investment|direct investment|investment|investments|invest|invested|invests|investing"
    "|foreign investment|capital invested|investment capital|financing",
    "tariff_simple_average": "tariff|tariffs|average tariff|simple average tariff|mean tariff|import duty|duties",
    "tariff_weighted_average": "weighted average tariff|weighted tariff|trade weighted tariff",
    "tariff_maximum": "maximum tariff|highest tariff|tariff peak",
    "market_concentration": "market concentration|concentration index|hh index|hhi|herfindahl index|hh market"
    " concentration|market concentration index",
    "export_partners": "number of export partners|how many export partners|count of export partners",
    "import_partners": "number of import partners|how many import partners|count of import partners",
    "export_products": "number of export products|number of exported products|how many export products",
    "import_products": "number of import products|number of imported products|how many import products",
    "trade_to_gdp": "trade to gdp|trade as share of gdp|trade openness|openness|trade to gdp ratio",
    "goods_and_services_balance": "goods and services balance|balance of goods and services",
    "residents": "residents|live|lives|living|nationals|expatriates|expats|citizens|diaspora|community",
    "firms": "firms|companies|businesses|enterprises",
    "firm_registrations": "registrations|newly registered|new registrations|new firms|new companies|new businesses"
    "|registered firms|firms registered|companies registered|businesses registered",
    "zones_approved": "zones approved|approved zones|number of zones|how many zones|sezs approved|approved sezs"
    "|how many special economic zones|how many sezs|how many sez|number of sezs|number of special economic zones",
    "zone_workers": "zone workers|workers|jobs|employees|workforce|employment",
    "zone_area": "zone area|area|hectares|size of the zone|land",
    "aid": "aid|oda|official development assistance|development assistance|grants|grant aid|assistance|loans|donation",
}

VERBS: dict[str, str] = {
    "exports": "exported|exporting|exports to|sell|sells|sold|selling|ship|ships|shipped|shipping|send|sends|sent",
    "imports": "imported|importing|buy|buys|bought|buying|purchase|purchased|purchasing|bring in|brought in"
    "|imports from",
}

BASES: dict[str, str] = {
    "stock": "stock|stocks|outstanding|accumulated|total investment|registered capital|fdi stock|investment stock"
    "|stock of investment|cumulative fdi|invested so far|stock of fdi|stock of foreign direct investment",
    "inflow": "inflow|inflows|new investment|incoming|flowed in|came in|flow|flows|fdi inflow|fdi inflows|flowed"
    "|net inflow|inflow of fdi|inflow of investment|investment inflow|investment inflows|flow of fdi",
    "approval": "approved|approvals|approval|licensed|approved investment|qip|qips|approve|approves|authorised"
    "|authorized|cdc approvals|registered projects|qualified investment projects|approved investments",
    "projects": "projects|project|number of projects|how many projects|approved projects",
}

OPERATIONS: dict[str, str] = {
    "growth": "growth|grew|grow|grown|growing|rise|rose|risen|rises|rising|increase|increased|increases|increasing"
    "|gain|gained|jump|jumped|surge|surged|up|change|changed|changes|fall|fell|fallen|falls|falling|decline|declined"
    "|declines|drop|dropped|decrease|decreased|shrink|shrank|shrunk|dip|dipped|down|yoy|y o y|year on year"
    "|year over year|on the year|percentage change|percent change|per cent change|expand|expanded|widen|widened"
    "|narrow|narrowed|narrowing|widening|shrinking|doubled|double|tripled|growth rate|rate of growth|annual growth|yearly growth|annual change|slump|slumped|soar"
    "|soared|contract|contracted|climb|climbed|slow|slowed|evolve|evolved|develop|developed|move|moved|moves|annual growth rate",
    "share": "share|shares|percentage of|proportion|portion|percent of|per cent of|fraction|what percentage"
    "|what percent|what per cent|part of|account for|accounts for|accounted for|weight|constitute|constituted"
    "|make up|made up|makes up|percentage|slice|represent|represents|represented|as a percentage|market share"
    "|what part|what proportion|what fraction|how much of|how large a part|how big a part|two thirds|third of|half of"
    "|three quarters of|how important|importance|majority|as percent|in percent of|as per cent|as a share",
    "rank": "rank|ranks|ranked|ranking|place|position|stand|stands|placed|league table|standing|where does|places"
    "|how high",
    "above": "above|ahead of|outrank|outranks|bigger than|larger than|ranks above|ranked above|beat|beats"
    "|higher than|greater than|in front of|surpass|surpassed|overtake|overtakes|overtook|overtaken|outranked|comes before|come before|rank before|ahead",
    "comparative": "larger|bigger|greater|higher|smaller|lower|more important",
    "below": "behind|ranks below|ranked below|smaller than|below|comes after|lower than|come after|right after",
    "ratio": "ratio|cover|coverage|cover ratio|coverage ratio|times|multiple|relative to|for every dollar|as much"
    "|export import ratio|import cover|ratios|divided by|per dollar of imports|exports to imports ratio",
    "turn": "turn|turned|turns|turning|flip|flipped|switch|switched|swing|swung",
    "place_in_text": "which paragraph|what paragraph|which sentence|what sentence|which line|where in the article"
    "|which part of the article|where in the text",
    "per_head": "per capita|per head|per person|per inhabitant|a head",
    "multiply": "twice|thrice",
    "leave_out": "excluding|except|excl|other than|apart from|leaving out|without",
    "average": "average|mean|monthly|per month|a month|each month|averaged|averages|monthly average|on average"
    "|month on average|every month|average monthly",
    "yearly": "a year|per year|per annum|each year|every year|yearly|annually|annual average|average annual",
    "difference": "difference|differ|gap|minus|compare|compared|comparison|versus|vs|v|against|how much more"
    "|how much less|compares|comparing|how much higher|how much lower|how much bigger|how much larger|less|subtract"
    "|compared with|compared to|in comparison with|how much smaller|differs",
    "sum": "sum|combined|together|altogether|plus|total of|added|cumulatively|in sum|in all|sum of|overall"
    "|aggregate|cumulative|all told|put together",
    "compound": "cagr|compound|compounded|annualised|annualized|average growth|average annual growth|compound growth"
    "|compound annual growth|average yearly growth|compound annual growth rate|mean annual growth|annual rate"
    "|average growth rate|average annual growth rate|growth per year|growth a year",
    "contribution": "drove|driver|drivers|driven|drive|contribution|contributions|contributed|contribute|explain"
    "|explains|explained|due to|cause|caused|why|accounted for the growth|responsible|behind the|reason|led"
    "|what lies behind|came from|powered|account for the growth|push|pushed|fuelled|fueled|comes from",
    "peak": "highest|peak|peaked|record|maximum|max|most|all time high|best|strongest",
    "trough": "lowest|trough|minimum|min|least|weakest|worst|smallest",
    "rest": "rest|remainder|remaining|balance of the year|rest of the year|remaining months",
    "mirror": "mirror|mirror gap|mirror data|asymmetry|asymmetries|discrepancy|discrepancies|mismatch|mirrored"
    "|mirror statistics|mirror figure|mirror figures|mirror value|other side",
    "adds_up": "add up|adds up|added up|consistent|consistency|reconcile|reconciles|tally|tallies|check out|sum up"
    "|contradict|contradiction|contradictions|internally consistent|agree|agrees|add together correctly|conflict"
    "|conflicts|square|coherent|plausible|sums up|inconsistent|fit together|match|matches|checks out|check",
    "said": "say|says|said|tell|tells|told|state|stated|states|mention|mentioned|note|noted|believe|believes"
    "|believed|expect|expects|expected|hope|hopes|hoped|comment|comments|commented|opinion|opinions|think|thinks"
    "|view|views|speak|spoke|spoken|talk|talked|talks|quote|quoted|quotes|statement|statements|remark"
    "|remarks|remarked|claim|claims|claimed|propose|proposed|proposal|suggest|suggested|urge|urged|call|called"
    "|encourage|encouraged|discuss|discussed|ask|asked|asks|argue|argued|announce|announced|predict|predicted|words|speaks"
    "|report|reported|reports|attribute|attributed|attributes|described|describe|describes",
    "define": "definition|definitions|glossary|define|defined|meaning|what is meant|mean by|stand for|stands for|meant by",
    "list": "by country|by investor|by partner|by origin|list|which countries|what countries|which partners|ranking of|names|name",
    "products": "goods|products|product|commodities|items|merchandise|what kind of|kinds of goods|main goods|wares",
    "sectors": "sector|sectors|industry|industries|fields|branches|areas of investment",
    "when": "when|which year|what year|which month|what month|in which year|in which month|what date|which date"
    "|in what year|in what month|which years",
    "who": "who|whom|which person|whose|anyone|anybody|someone|somebody",
    "oldest": "oldest|earliest|first available|first year of|first figure|begin with|starts with|first recorded",
    "terms": "licence|license|licensed under|terms of use|copyright|may i quote|can i quote|reuse|vintage",
    "what_said": "what did|what does|what has|what were",
    "first_time": "first time|exceed|exceeds|exceeded|pass|passed|cross|crossed|top|topped|since when|first exceed",
    "convert": "convert|converted|conversion|equivalent|worth|expressed|translate|translated|in terms of",
    "used": "used|uses|implied|implicit|implies|implying|using|apply|applied|behind the figures",
}  # fmt: skip

RISING = frozenset(
    ["rise", "rose", "risen", "rises", "rising", "increase", "increased", "increases", "increasing", "gain", "gained", "gains", "gaining", "jump", "jumped", "jumps", "jumping", "surge", "surged", "surges", "surging", "grew", "grow", "grown", "grows", "growing", "growth", "expand", "expanded", "expands", "expanding", "expansion", "widen", "widened", "widens", "widening", "soar", "soared", "soars", "soaring", "climb", "climbed", "climbs", "climbing", "up", "uptick", "upturn", "leapt", "leap", "advanced", "accelerated", "higher", "more", "swelled", "rebounded", "rebound", "improved"]
)  # fmt: skip
FALLING = frozenset(
    ["fall", "fell", "fallen", "falls", "falling", "decline", "declined", "declines", "declining", "drop", "dropped", "drops", "dropping", "decrease", "decreased", "decreases", "decreasing", "shrink", "shrank", "shrunk", "shrinks", "shrinking", "dip", "dipped", "dips", "dipping", "down", "narrow", "narrowed", "narrows", "narrowing", "slump", "slumped", "slumping", "contract", "contracted", "contracting", "contraction", "plunge", "plunged", "plunging", "slid", "slide", "sliding", "slipped", "slip", "slipping", "tumbled", "tumble", "downturn", "reduction", "reduced", "eased", "sank"]
)  # fmt: skip
"""Words that tell which way something moved."""

UNITS: dict[str, str] = {
    "USD": "dollars|dollar|usd|us dollars|us dollar|us$|bucks|$",
    "KHR": "riel|riels|khr|៛",
    "JPY": "yen|jpy|¥|japanese yen",
    "percent": "percent|per cent|pct|%|percentage points|percentage point",
    "other currency": "euros|euro|eur|€|£|pounds|sterling|gbp|yuan|renminbi|rmb|cny|baht|thb|won|krw|dong|sgd",
}

SCALES: dict[str, int] = {
    "thousand": 10**3, "k": 10**3, "million": 10**6, "millions": 10**6, "mn": 10**6, "m": 10**6, "mln": 10**6,
    "billion": 10**9, "billions": 10**9, "bn": 10**9, "bln": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12,
    "trillions": 10**12, "trn": 10**12,
}  # fmt: skip

COMPILERS: dict[str, str] = {
    "GDCE": "gdce|customs|cambodian customs|cambodia customs|general department of customs|khmer customs"
    "|general department of customs and excise|our customs|kingdom customs",
    "KHM": "cambodian figures|cambodian data|cambodia figures|cambodia own figures|cambodian statistics"
    "|cambodia data|our own figures|cambodia reported|cambodian side|reported by cambodia|cambodia reports"
    "|cambodia side|cambodia statistics|our figures|cambodian numbers|cambodia numbers|cambodia own data|our side"
    "|according to cambodia|as cambodia reports|cambodian books",
    "JETRO": "jetro|japan external trade organization|japan external trade organisation",
    "JPN": "japan customs|japanese customs|japanese figures|japanese data|japanese statistics|japan figures"
    "|japan own figures|japan data|japan statistics|ministry of finance japan|japanese side|japan reported"
    "|japan reports|reported by japan|japan side|japan own data|japanese numbers|japan numbers|japanese books"
    "|japan books|according to japan|as japan reports|japan own statistics|japanese official figures",
    "WITS": "wits|comtrade|un comtrade|world integrated trade solution",
    "CEPII": "baci|cepii|reconciled",
    "UNCTAD": "unctad|unctadstat",
    "NBC": "nbc|national bank of cambodia|national bank|central bank|the central bank|cambodian central bank",
    "CDC": "cdc|council for the development of cambodia",
    "WB": "world bank|wdi|world development indicators",
    "article": "article|the article|phnom penh post|the post|post|newspaper|march 2024 article",
    "MOC": "ministry of commerce|commerce ministry|moc",
}

PARTNER_ROLES: dict[str, str] = {
    "exports": "export market|export markets|market|markets|buyer|buyers|customer|customers|destination|destinations"
    "|export destination|export destinations|export partner|export partners|outlet|clients|client",
    "imports": "supplier|suppliers|source of imports|sources of imports|import source|import sources|seller|sellers"
    "|import partner|import partners|import supplier|import suppliers|vendors|source country",
    "total_trade": "trading partner|trading partners|trade partner|trade partners|partner|partners|partner country"
    "|partner countries|commercial partner|international trading partner",
    "fdi": "investor|investors|source of investment|sources of investment|foreign investor|foreign investors"
    "|source of foreign investment|sources of foreign investment|investing country|investing countries|financier|financiers|source of fdi|sources of fdi|backer",
}

ORDINALS: dict[str, int] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "largest": 1, "biggest": 1, "main": 1, "greatest": 1, "leading": 1, "principal": 1,
    "top": 1, "primary": 1, "number one": 1, "most important": 1, "major": 1, "chief": 1,
}  # fmt: skip

CARDINALS: dict[str, int] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "twenty": 20,
}  # fmt: skip

AREAS: dict[str, str] = {
    "KHM": "we|our|us|ours|kingdom|the kingdom|khmer|kampuchea|cambodias|cambodians|kh|khmers|ourselves",
    "JPN": "japans|nippon|nihon|tokyo|jp|japanese people",
    "USA": "america|the us|united states of america|u s|the usa|the states|americans|u s a|us market",
    "CHN": "prc|mainland china|peoples republic of china|chinas|cn",
    "KOR": "korea|korean|republic of korea|s korea|koreas|rok",
    "VNM": "viet nam|vietnams|vn",
    "GBR": "uk|britain|great britain|england|u k|the uk",
    "THA": "thailands|siam|th",
    "SGP": "singapores|sg",
    "OAS": "taiwan|chinese taipei",
    "NLD": "holland|the netherlands",
    "ARE": "uae|emirates|the emirates",
    "CZE": "czech republic",
    "CIV": "ivory coast",
    "SER": "yugoslavia",
    "TUR": "turkey",
    "MMR": "myanmar|burma",
    "LAO": "lao pdr|laos",
    "WLD": "world|the world|global|globally|worldwide|all countries|all partners|every country|everybody|everyone"
    "|rest of the world|whole world|all nations|abroad",
}

GROUPS = (
    "asean|eu|european union|eurozone|euro area|g7|g20|apec|rcep|cptpp|oecd|brics|southeast asia|south east asia|asia"
    "|europe|africa|latin america|middle east|oceania|asia pacific|north america|south america|mekong countries"
    "|developing countries|neighbours|neighboring countries|neighbouring countries"
)
"""Groups of countries, which the book does not add up."""

ABROAD: dict[str, str] = {
    "to": "to|into|toward|towards|for|bound for|destined for",
    "from": "from|out of|originating in",
    "with": "with|between|and|vis a vis|alongside",
    "by": "by",
    "in": "in|inside|within|at",
    "of": "of",
    "than": "than",
}

_FILLERS = """
source sources cite cites cited citation reference references publish publisher publishes quotable updated last
a about according account accounting accumulated accurate achieve achieved actually advantage advantages
affiliation after again ago all almost along already also ambassador among amongst amount amounted amounts an and
annual annually another answer any approx approximately are around as at available back basis be became become been
before began begin beginning being belong belongs benefit benefits big bilateral billion boss both break breakdown
briefing bring bro broken brought buddy but ca calculate calculated came can case cash certain circa come comes
commercial compared composition compute computed concentrated concern concerning contain contains correct cost
costs could count counted countries country counts curious currency current currently data date dates dear derive
derived detail details development did didnt direct distribution do does doesnt doing domestic done dont duration
during each earlier early earn earned earning earns economic economies end ended ending entire equal equalled
equals er estimate estimated estimates even ever every everybody everyone evolution exact exactly examining
existing experience experienced external figure figures financial find fiscal focus focused for foreign full
generate generated get give go goes going government great guys had half halves hand handle handled happen happened
has have having he hello help here hey hi high historical history hit hmm how hows i id idea if im include included
includes including info information internal international interval into involve involved is isnt it its just kind
kindly know known large late later lay let lets level levels lie lies like local lol look lookup low madam made
mainly make makes many mate may me mean means meant measure measured measures mid middle might million minister
money month months more most mostly much must mutual my nation national nations nearly need next no nominal not now
number numbers off official officially officials ok okay on one ones only or organisation organization other others
out over overall overseas overview own paid pay per percent period periods person persons picture place please pls
plz posted preceding precise precisely predominantly previous printed prior private public publication published
put quarter quarterly quarters question quick quickly quite quoted rate rates reached really recent recently record
recorded refresh regard regarding regards register registered related relating relations relationship remain
remained remind report reported represent respect respectively result results right roughly same saw see seeing
seen series shall she should show side sides since single sir sit sits situation size small so some sort span spend
spent split stand standing start started starting state statistic statistics stats status stayed still stood
structure stuff such summarise summarize summary sure take takes team tell term terms thank thanks that thats the
their them then there these they theyre thing things this tho those through throughout till time times today too
took total totaled totalled totalling totals toward trend trends true trying turn turned two type uh um until up us
value values very vs want was way ways weigh weighing well went were what whats where wheres which who whole whom
whose why will within wonder wondering work worked working works worth would year yearly years yes yet you under arrive arrives arrived arriving positive negative run runs running ran new newly post posts posted enjoy enjoys enjoyed boast
boasts sustain maintain maintains maintained keep keeps kept fast faster quick slow slowly job imply thousand thousands
millions billions trillions rather tend tends tended happen keep hold holds held build built carry carries carried
possibly perhaps maybe latest newest interesting interested important wonder figures please kindly today's say let's
i'm we're you're it's kinda sort basically simply still always never usually normally generally overall roughly
paragraph sentence chapter section
"""
FILLERS = frozenset(_FILLERS.split())
"""Words of no weight: a question means the same without them."""

_WEIGHTY = """
ago late mid half halves quarter quarters quarterly private public domestic nominal other only single mutual excess fully
partly
"""
WEIGHTY = frozenset(_WEIGHTY.split())
"""Fillers that may change a question where no phrase takes them up: the reading says that they were left out."""

_CORE = """
exports imports export import trade balance surplus deficit investment share growth japan cambodia
"""
CORE = frozenset(_CORE.split())
"""What a slip most likely meant, where several words are as near."""
