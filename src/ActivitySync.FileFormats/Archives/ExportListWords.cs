using System.Collections.Frozen;
using System.Text;

namespace ActivitySync.FileFormats.Archives;

/// <summary>A column of the list of an export that is read.</summary>
internal enum ExportListField
{
    Id,
    Date,
    Name,
    Type,
    File,
    ElapsedTime,
    MovingTime,
    Distance,
    AverageHeartRate,
    MaxHeartRate,
    Ascent,
    Descent,
    PerceivedExertion,
    Competition,
    LongRun,
}

/// <summary>
/// The words of the list of an export in the languages of the service: headers and yes. Where the headers of a
/// language aren't known for certain, several translations are accepted.
/// </summary>
internal static class ExportListWords
{
    // English, German, French, Spanish, Italian, Dutch, Portuguese, Japanese, Chinese, Polish, Swedish, Danish and
    // Norwegian, Russian, Korean. The first names without "activity" are those of lists before July 2019.
    private static readonly (ExportListField Field, string Names)[] HeaderTable =
    [
        (
            ExportListField.Id,
            "activity id|id|Aktivitäts-ID|ID de l'activité|ID de actividad|ID de la actividad|ID attività|"
                + "ID dell'attività|Activiteits-ID|ID da atividade|アクティビティID|活动ID|活動ID|ID aktywności|"
                + "Identyfikator aktywności|Aktivitets-ID|Aktivitets-id|ID тренировки|Идентификатор тренировки|활동 ID"
        ),
        (
            ExportListField.Date,
            "activity date|date|Aktivitätsdatum|Datum der Aktivität|Date de l'activité|Date d'activité|"
                + "Fecha de la actividad|Fecha de actividad|Data dell'attività|Data attività|Datum van activiteit|"
                + "Datum activiteit|Activiteitsdatum|Data da atividade|アクティビティ実行日|アクティビティ日|"
                + "アクティビティの日付|活动日期|活動日期|Data aktywności|Aktivitetsdatum|Datum för aktivitet|"
                + "Aktivitetsdato|Dato for aktivitet|Дата тренировки|활동 날짜|활동일"
        ),
        (
            ExportListField.Name,
            "activity name|name|Name der Aktivität|Aktivitätsname|Nom de l'activité|Nombre de la actividad|"
                + "Nombre de actividad|Nome dell'attività|Nome attività|Naam activiteit|Naam van activiteit|"
                + "Nome da atividade|アクティビティ名|活动名称|活動名稱|Nazwa aktywności|Aktivitetsnamn|"
                + "Aktivitetens namn|Aktivitetsnavn|Navn på aktivitet|Название тренировки|활동 이름|활동명"
        ),
        (
            ExportListField.Type,
            "activity type|sport type|type|Aktivitätsart|Aktivitätstyp|Type d'activité|Tipo de actividad|"
                + "Tipo di attività|Tipo attività|Activiteitstype|Activiteittype|Type activiteit|Tipo de atividade|"
                + "アクティビティタイプ|アクティビティの種類|活动类型|活動類型|Rodzaj aktywności|Typ aktywności|"
                + "Aktivitetstyp|Aktivitetstype|Тип тренировки|활동 유형|활동 종류"
        ),
        (
            ExportListField.File,
            "filename|file name|Dateiname|Nom du fichier|Nombre de archivo|Nombre del archivo|Nome file|"
                + "Nome del file|Bestandsnaam|Nome do arquivo|Nome do ficheiro|ファイル名|文件名|檔案名稱|檔名|"
                + "Nazwa pliku|Filnamn|Filnavn|Имя файла|Название файла|파일 이름|파일명"
        ),
        (
            ExportListField.ElapsedTime,
            "elapsed time|Verstrichene Zeit|Temps écoulé|Tiempo transcurrido|Tempo trascorso|Verstreken tijd|"
                + "Tempo decorrido|経過時間|已用时间|耗时|全程耗时|经过时间|經過時間|總時間|Czas całkowity|"
                + "Upływ czasu|Czas trwania|Förfluten tid|Total tid|Forløbet tid|Forløpt tid|Medgått tid|"
                + "Прошедшее время|Общее время|Затраченное время|경과 시간"
        ),
        (
            ExportListField.MovingTime,
            "moving time|Bewegungszeit|Durée de déplacement|Temps de déplacement|Tiempo en movimiento|"
                + "Tempo in movimento|Tempo di movimento|Beweegtijd|Tempo de movimentação|Tempo em movimento|"
                + "移動時間|移动时间|运动时间|運動時間|Czas ruchu|Czas w ruchu|Tid i rörelse|Rörelsetid|"
                + "Tid i bevægelse|Bevægelsestid|Tid i bevegelse|Bevegelsestid|Время в движении|이동 시간"
        ),
        (
            ExportListField.Distance,
            "distance|Distanz|Distancia|Distanza|Afstand|Distância|距離|距离|Dystans|Distans|Sträcka|Avstand|"
                + "Distanse|Расстояние|Дистанция|거리"
        ),
        (
            ExportListField.AverageHeartRate,
            "average heart rate|Durchschnittliche Herzfrequenz|Fréquence cardiaque moyenne|"
                + "Frecuencia cardíaca media|Frecuencia cardíaca promedio|Ritmo cardíaco promedio|"
                + "Frequenza cardiaca media|Gemiddelde hartslag|Frequência cardíaca média|平均心拍数|平均心率|"
                + "Średnie tętno|Genomsnittlig puls|Snittpuls|Gennemsnitlig puls|Gjennomsnittlig puls|"
                + "Средний пульс|Средняя ЧСС|평균 심박수"
        ),
        (
            ExportListField.MaxHeartRate,
            "max heart rate|Max. Herzfrequenz|Fréquence cardiaque max.|Fréquence cardiaque maximale|"
                + "Frecuencia cardíaca máxima|Frecuencia cardíaca máx.|Ritmo cardíaco máximo|"
                + "Frequenza cardiaca massima|Frequenza cardiaca max|Max. hartslag|Maximale hartslag|"
                + "Frequência cardíaca máxima|最大心拍数|最大心率|最高心率|Maks. tętno|Maksymalne tętno|Maxpuls|"
                + "Maximal puls|Maks. puls|Makspuls|Макс. пульс|Максимальный пульс|Макс. ЧСС|최대 심박수"
        ),
        (
            ExportListField.Ascent,
            "elevation gain|Höhenzunahme|Dénivelé positif|Desnivel positivo|Dislivello positivo|Dislivello|"
                + "Hoogtewinst|Totale stijging|Ganho de elevação|獲得標高|海拔爬升|累计爬升|爬升高度|Przewyższenie|"
                + "Wzrost wysokości|Höjdökning|Højdestigning|Høydestigning|Stigning|Набор высоты|고도 상승"
        ),
        (
            ExportListField.Descent,
            "elevation loss|Höhenunterschied|Höhenverlust|Dénivelé négatif|Desnivel negativo|Dislivello negativo|"
                + "Hoogteverlies|Totale daling|Perda de elevação|獲得標高（下り）|海拔下降|Spadek wysokości|"
                + "Höjdförlust|Højdetab|Høydetap|Потеря высоты|고도 하강"
        ),
        (
            ExportListField.PerceivedExertion,
            "perceived exertion|Gefühlte Anstrengung|Effort perçu|Effort ressenti|Esfuerzo percibido|"
                + "Sforzo percepito|Waargenomen inspanning|Ervaren inspanning|Esforço percebido|自覚的運動強度|"
                + "主观体力感觉|自覺強度|Odczuwany wysiłek|Upplevd ansträngning|Opfattet anstrengelse|"
                + "Opplevd anstrengelse|Субъективная нагрузка|운동 자각도"
        ),
        (
            ExportListField.Competition,
            "competition|race|Wettkampf|Wettbewerb|Rennen|Compétition|Course|Competición|Competencia|Carrera|"
                + "Competizione|Gara|Wedstrijd|Competitie|Competição|Prova|レース|大会|競技|比赛|竞赛|比賽|競賽|"
                + "Zawody|Rywalizacja|Wyścig|Tävling|Konkurrence|Konkurranse|Løb|Соревнование|Соревнования|"
                + "Забег|대회|경기"
        ),
        (
            ExportListField.LongRun,
            "long run|Langer Lauf|Sortie longue|Course longue|Course à pied longue|Carrera larga|Tirada larga|"
                + "Corsa lunga|Lungo|Lange duurloop|Lange loop|Lange run|Lange hardloopsessie|Corrida longa|Longão|"
                + "ロングラン|ロング走|长跑|长距离跑|長跑|長距離跑|Długi bieg|Długie wybieganie|Långpass|"
                + "Långlöpning|Lang løbetur|Lang løpetur|Langtur|Lang tur|Длинная пробежка|Длительный бег|"
                + "장거리 달리기|장거리 러닝"
        ),
    ];

    // After the table: static fields are initialized in the order of the text.
    private static readonly FrozenDictionary<string, ExportListField> Headers = CreateHeaders();

    private static readonly FrozenSet<string> YesWords = Split(
            "true yes y x ja oui si sim tak да はい 是 예 네 wahr vrai verdadero vero waar verdadeiro prawda sant sand"
        )
        .ToFrozenSet(StringComparer.Ordinal);

    public static ExportListField? FindField(string header) =>
        Headers.TryGetValue(ToKey(header), out var field) ? field : null;

    public static bool IsYes(string word) => YesWords.Contains(ToKey(word));

    /// <summary>The letters and digits of a text in lower case and without accents.</summary>
    public static string ToKey(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var rune in Normalize(text, NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                key.Append(Rune.ToLowerInvariant(rune));
            }
        }

        return key.ToString();
    }

    /// <summary>Text that is not valid UTF-16 can't be normalized and stays as it is.</summary>
    private static string Normalize(string text, NormalizationForm form)
    {
        try
        {
            return text.Normalize(form);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    private static FrozenDictionary<string, ExportListField> CreateHeaders()
    {
        var headers = new Dictionary<string, ExportListField>(StringComparer.Ordinal);
        foreach (var (field, names) in HeaderTable)
        {
            foreach (var name in names.Split('|'))
            {
                headers.TryAdd(ToKey(name), field);
            }
        }

        return headers.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Split(string words) => words.Split(' ').Select(ToKey);
}
