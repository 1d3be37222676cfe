"""Lookalikes: good English words within a slip of a word lookup knows, which are never put right into it."""

from __future__ import annotations

_WORDS = """
able aboard abound accommodating across actors ahmad aided aides aids airing airplanes alec alive alliances allies
ally annoyance antibody appalled appeared arch arenas ariel arise arises arising arose arrow arts assistants audi
automotive backing bait baker baking bali ball balls bands banging banker banning bargains barker barking barrow
batch batches bath bayer beads beams beans beard beasts becker begs bell bellevue belts bend bends besieged beta
binds bits bland blank blanks bless blinking blow blower blows boat bolts bond bone bones boost boosts bose bots
bouts boys brain brains bran branding bras brat breaches brew brits broad brow brown buds builders bull bump bumped
bunk buns burning burns burying buses businessmen bust busy butch cable calamity calling calmed cams cans cant
capitol caps cass cast catch catches categorized cats cavs cell cemented center centered cerebral chai chance
chances channels charge charged charges charters cheek cheeks chef chen cheng chick chicks chip chipped chips
choosing chops chuck clarification class clause claws clerical clint clip clipped clive cloning clover coats
coincidence coldest collar coloring combating comforts commanded commands commemoration commence commenced commended
committed commodity communion communism communist communists communities companions compassion compete competing
compiling complexes complied complying composed composer composers composing computer computers computing comrade
concentrating concerned concert concerted concerto concerts concession cones conference conferred confession
confined connected consider consistently consisting construct constructed constructing constructive consular cont
contact contacted contacts contents contested contrary contrast contrasted contrasts contributing contributors
convection convened convent convention conversation conveyed convicted convicts cooks cops cords cores corps
corrected correspondent cowards crab crank crest crew crime crises cropped crossing crow crown customary cute cuts
dads dame dams dang dans dares dart darts dawn dead deadline deadlines deal dealings deceased deceived decide
decides declared defended defiance definite definitive delivered delivering dems depressed dept deputies designation
despised dies diet ding dining dips disclosed disguised disgusted dish dismissed distinction distinctions ditch dive
diver divers dives diving dodging doin domination dominion donating dope dose doubted dove dover drags drain drains
drank dress drew drip drone drown drums ducks duel duly dump dumped dune dung dusty earrings eats ebooks ecommerce
effected elastic eldest embraces employers ends equality escorted ethan evaluation evenings eviction ewing exceeding
excerpt excerpts excite excluded excuse exec executed exercise expansive expectation expecting expelled expiration
exploded exploding exploitation exploiting exploration explored explores exploring explosion exposing expressly
expulsion extension faction fail failing fails fallon fame farce fares fear feat feather feats feels feng fetal fide
fife fight file filling fills films filth finds fine fines fire fires firing fits flap flaw flawed flaws flee flew
flood flops flour fold followed fond font foremost forge form forming forms forte forth fought found founding
framing fran francois frank franks friction fright frost frown fruition function fused gases gates gavin germs gets
giant giants gill gives giving gland glow glowing gods goin gone gould gown grab grade graded grades grading graft
gravel greatness grip grooming grounding grouping grove grows guts hacker halls hanged hare harm harming hatch
heading heats heck hector heed heller herd herman highness hikes hill hires hiring hits hoard hole holes home
homeland homes hooks hopped hose hound hour hours hover howe hump hush huts hype hyped iceland icon impacted
impacting impaired improved improving impulses incest indicates indications indies infected infested informing
injected injecting inland inserted inserting insisted insisting instance internationally intestine invent invented
inventing inventor inventors inventory inverted inviting issuance janet jaws jess joys jude judy jury kang kart
keller kids kill king kits knot koran kung laced lagos laid lame lanes lars latch lead leak leaked leans legs lend
lending lends lens lift light liking limb lining links lips loading loads logging lone longing looks lords lose
loser losing lost love lover loves loving lowered lows loyal lush lust magnet mails makin males malls mann manor
marches marching mari marin markers marrow marsh mart mash mass matching maternal matthews maturity maui maxi mayor
mead meal meals meat meats medal medals medieval mein mend mental menus merch mess metro mich mill minds mines
ministers minority mist mixing moaning mode modes moods moor mound mounds mouth mums narrated neal neat neighbors
ness nets nice nicer night nike nikon nile node nodes nope nose noun nuns odds oilers olive olives onion optimal
optional ought outraged outs outset oven owing ozone paced packer padded pads pains paint painters paints palaces
pals pans panthers pants parisian parks particle particles patch patches patio pause paused paws payer pays peck
peek perspectives pest petals petition pies pill pines pint pints piper pits planners plants plated played pleading
poke poker ponds pope popped port ports pose posh potion pounding pour pours powder powdered prank precarious
precedent precinct prediction premises presiding prettier prevent prevents price pride principle print prints prize
productive projection prom promised promoted promotion prop properly proposition props prose prosperity protect
protection protects protests prove provoked prussia prussian pump pumped pune punished puts qualify qualities
quantity quotas race rack racks radio radios rags raid rained rains raise raises raising rallies rally ranged
ranging reactive reading rector reese refine refined refining refuse regal regarded regiments relation relieve
relieved reminded reminder reminders reminding renal rent repairing representation resent residence residences
residency resorts responsive retaining retarded retro revenge revolve rewarded rides riding rink rinse ripped rips
risking risks rites river rivers roar roast robber robe rode roland role roots rope ropes rotor rough round rounds
rover rowe rowing rude rush rushed rust salts sample sanctions sans satin saves scales scam scandals scar scare
scared scares scars scent seal sealing seals seam seas season seated seats seed seeds sees selections selfless semen
senators serge sessions sets settlers sewing shade shades shake shakes shale sham shame shan shape shapes sharks
shave shell shells shelters shen shes shifting shifts shire shock shocks shopping shots showed shows sight sims sing
sins sinus sipping situated skates skid skies skip skipped skipping skirts slain slam slapping slated slept slid
slide slime sling slip slipped slipping slips slows smartest smell smelling smells smoke snapping snare snatched
sneak sneakers soaked sock socks solar sonar sorts sought sound sounding sounds sour southwest spaces spam spans
spare spared spawn spears spec spectral spell spelling spells spends spies spike spikes spilling spin spines spores
spots squire stable stack stacks staged stages stain stains stakes stalk star stare starring startled startling
starving stations statues statutes stays steak steaks steal stealing steaming steelers steering stemming stems stick
sticks sting stirling stirring stitch stitched stitches stokes stole stopped stopping store stores stove strands
strangest striking stringent strip stripped stripping stuck stump stung submit subs sued suing sung suns supports
surprised surprises survives sven swam swapping sweaters swell swelling swept swords symmetry tack tags tales tame
tango tank tanks taper tapped tart task tasked tasks teal tees teeth teller telling terror tess test textures thee
thick thief thorough though threaded thrilled thrive tides tiger tigers tight tiles timer tipped tips tires tiring
toad toast tolls tons tops toss tough tour tours town trace traced traces tracing tracking tracks traction trailing
train training trains traitors trance trans transform transformation trap trapping traveled treason treating tree
trench trending tricks tries tripped trunks tune tuning turbines turks twitch unison unit untitled vacation
validation vanish vantage variation vector vectors venerable verses vibe vile villages vine vines voice vomiting
voted wages waits wakes wales walk walked walks walled walls wally wand warm warming warnings warns watch watches
waves weak weakness weather weaving weighed wept whip whipped whipping width wight wigs winds wines wing wins wiping
wires wise wish wives woken women worms wound wounds wrench yelling yields your yours yourselves youth zach zeal
"""
LOOKALIKES = frozenset(_WORDS.split())
