using System.Collections.Frozen;

namespace ActivitySync.FileFormats.Archives;

/// <summary>The sports in the list of an export, in the languages of the service.</summary>
internal static class ExportListSports
{
    private static readonly (string Sport, string Words)[] Table =
    [
        (
            "run",
            "Lauf|Laufen|Course à pied|Course|Carrera|Correr|Corsa|Hardloopsessie|Hardlopen|Hardlooptraining|"
                + "Corrida|ランニング|ラン|跑步|路跑|달리기|러닝|Bieg|Bieganie|Löpning|Löptur|Löprunda|Løb|Løbetur|"
                + "Løping|Løpetur|Løp|Бег|Забег|Пробежка|Koşu|Lari|Běh|Futás|Juoksu|Alergare|Τρέξιμο|วิ่ง"
        ),
        (
            "trail-run",
            "Traillauf|Trailrunning|Traillaufen|Trail-Lauf|Geländelauf|Trail|Course de trail|Course nature|"
                + "Carrera de montaña|Carrera por montaña|Carrera de trail|Carrera campo a través|Corsa trail|"
                + "Corsa in montagna|Corsa su sentiero|Trailrun|Trailloop|Trailrunsessie|Corrida em trilha|"
                + "Corrida de trilha|Corrida de trail|トレイルランニング|トレイルラン|トレラン|越野跑|越野跑步|"
                + "트레일 러닝|트레일 달리기|Bieg terenowy|Bieg trailowy|Bieg przełajowy|Terränglöpning|Traillöpning|"
                + "Trailløb|Terrengløping|Terrengløp|Трейлраннинг|Трейл|Забег по пересеченной местности"
        ),
        ("treadmill", "Laufband|Tapis de course|Cinta de correr|Tapis roulant|Loopband|Esteira"),
        (
            "virtual-run",
            "Virtueller Lauf|Virtuelles Laufen|Course virtuelle|Course à pied virtuelle|Carrera virtual|"
                + "Corsa virtuale|Virtuele hardloopsessie|Virtuele run|Corrida virtual|バーチャルランニング|"
                + "バーチャルラン|虚拟跑步|虛擬跑步|가상 달리기|가상 러닝|Wirtualny bieg|Bieg wirtualny|Virtuell löpning|"
                + "Virtuell löptur|Virtuelt løb|Virtuell løping|Virtuell løpetur|Виртуальный забег"
        ),
        (
            "walk",
            "Spaziergang|Gehen|Marche|Caminata|Caminar|Camminata|Passeggiata|Wandeling|Wandelen|Caminhada|"
                + "ウォーキング|ウォーク|步行|健走|散步|걷기|Spacer|Chód|Promenad|Gåtur|Gang|Прогулка|Ходьба"
        ),
        (
            "hike",
            "Wanderung|Wandern|Randonnée|Senderismo|Excursión|Excursionismo|Escursione|Escursionismo|Hiken|"
                + "Trilha|ハイキング|ハイク|徒步|远足|健行|하이킹|Wędrówka|Wycieczka piesza|Vandring|Vandretur|"
                + "Fottur|Поход|Хайкинг"
        ),
        (
            "ride",
            "Radfahrt|Radfahren|Fahrt|Vélo|Sortie à vélo|Sortie vélo|Cyclisme|Bicicleta|Vuelta en bicicleta|"
                + "Recorrido en bicicleta|Ciclismo|Giro in bici|Giro in bicicletta|Pedalata|Uscita in bici|Bici|"
                + "Fietsrit|Fietsen|Pedalada|ライド|サイクリング|骑行|騎乘|騎行|자전거|라이딩|Jazda na rowerze|"
                + "Kolarstwo|Cykling|Cykeltur|Cykelpass|Sykling|Sykkeltur|Велозаезд|Велосипед|Заезд"
        ),
        (
            "virtual-ride",
            "Virtuelle Radfahrt|Virtuelles Radfahren|Vélo virtuel|Sortie à vélo virtuelle|Cyclisme virtuel|"
                + "Bicicleta virtual|Ciclismo virtual|Pedalata virtuale|Giro virtuale|Virtuele fietsrit|"
                + "Pedalada virtual|バーチャルライド|虚拟骑行|虛擬騎乘|가상 라이딩|Wirtualna jazda|"
                + "Virtuell cykling|Virtuell cykeltur|Virtuel cykeltur|Virtuell sykling|Виртуальный заезд"
        ),
        (
            "swim",
            "Schwimmen|Natation|Natación|Nuoto|Nuotata|Zwemmen|Natação|スイム|水泳|游泳|수영|Pływanie|Simning|"
                + "Svømning|Svømming|Плавание"
        ),
        (
            "weight-training",
            "Krafttraining|Gewichtstraining|Musculation|Entraînement aux poids|Entrenamiento con pesas|"
                + "Allenamento con i pesi|Pesi|Krachttraining|Gewichttraining|Musculação|Treinamento com peso|"
                + "ウエイトトレーニング|筋トレ|力量训练|重量訓練|웨이트 트레이닝|Trening siłowy|Styrketräning|"
                + "Vægttræning|Styrketræning|Styrketrening|Силовая тренировка"
        ),
        (
            "workout",
            "Training|Trainingseinheit|Entraînement|Entrenamiento|Allenamento|Treino|ワークアウト|锻炼|健身|運動|운동|"
                + "Trening|Träning|Träningspass|Træning|Treningsøkt|Тренировка"
        ),
    ];

    // After the table: static fields are initialized in the order of the text.
    private static readonly FrozenDictionary<string, string> Names = CreateIndex();

    /// <summary>The name of a sport; null if the word is empty or unknown.</summary>
    public static string? Find(string word) =>
        Names.GetValueOrDefault(ExportListWords.ToKey(word)) ?? SportNames.Find(word);

    private static FrozenDictionary<string, string> CreateIndex()
    {
        var sports = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (sport, words) in Table)
        {
            foreach (var word in words.Split('|'))
            {
                sports.TryAdd(ExportListWords.ToKey(word), sport);
            }
        }

        return sports.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
