using System.Text;
using ActivitySync.FileFormats;
using ActivitySync.FileFormats.Archives;
using ActivitySync.Recovery;
using ActivitySync.Sources.Files;
using ActivitySync.Tests.FileFormats.Fit;

namespace ActivitySync.Tests.FileFormats.Archives;

/// <summary>The list of an export in the languages, and with the lost files, of real ones.</summary>
public sealed class ExportListTests : IDisposable
{
    private const string English =
        "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,"
        + "Max Heart Rate,Relative Effort,Commute,Activity Private Note,Activity Gear,Filename,Athlete Weight,"
        + "Bike Weight,Elapsed Time,Moving Time,Distance,Competition,Long Run";

    private static readonly DateTimeOffset Start = new(2026, 6, 7, 5, 4, 3, TimeSpan.Zero);

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    private static byte[] Run => FitBuilder.Run().ToFile();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("Jun 7, 2026, 5:04:03 AM")]
    [InlineData("Jun 7, 2026, 5:04:03\u202fAM")]
    [InlineData("7 Jun 2026, 05:04:03")]
    [InlineData("2026-06-07 05:04:03")]
    [InlineData("2026-06-07T05:04:03Z")]
    [InlineData("07.06.2026, 05:04:03")]
    [InlineData("7. Juni 2026, 05:04:03")]
    [InlineData("7 juin 2026 à 05:04:03")]
    [InlineData("7 juin 2026, 05:04:03")]
    [InlineData("7 jun. 2026 5:04:03")]
    [InlineData("7 giu 2026, 05:04:03")]
    [InlineData("7 de jun. de 2026, 05:04:03")]
    [InlineData("07/06/2026, 05:04:03")]
    [InlineData("7. jun. 2026 05.04.03")]
    [InlineData("7 cze 2026, 05:04:03")]
    [InlineData("7 июн. 2026 г., 05:04:03")]
    [InlineData("2026/06/07 5:04:03")]
    [InlineData("2026年6月7日 5:04:03")]
    [InlineData("2026年6月7日 上午5:04:03")]
    [InlineData("2026. 6. 7. 오전 5:04:03")]
    public void A_date_is_read_as_the_language_writes_it(string date) =>
        Assert.Equal(Start, ExportListDates.Read(date, isMonthFirst: false));

    [Theory]
    [InlineData("Oct 3, 2021, 12:00:00 AM", 0)]
    [InlineData("Oct 3, 2021, 12:00:00 PM", 12)]
    [InlineData("3 oct 2021, 7:00:00 p. m.", 19)]
    [InlineData("2021年10月3日 午後7:00:00", 19)]
    [InlineData("2021. 10. 3. 오후 7:00:00", 19)]
    public void Half_days_are_read(string date, int hour) =>
        Assert.Equal(
            new DateTimeOffset(2021, 10, 3, hour, 0, 0, TimeSpan.Zero),
            ExportListDates.Read(date, isMonthFirst: false)
        );

    [Fact]
    public void Every_month_of_every_language_is_known()
    {
        string[] languages =
        [
            "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
            "ene feb mar abr may jun jul ago sept oct nov dic",
            "gen feb mar apr mag giu lug ago set ott nov dic",
            "jan. feb. mrt. apr. mei jun. jul. aug. sep. okt. nov. dec.",
            "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
            "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
            "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara",
            "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des",
            "sty lut mar kwi maj cze lip sie wrz paź lis gru",
            "jan. feb. mars apr. mai juni juli aug. sep. okt. nov. des.",
            "янв. февр. мар. апр. мая " + "июн. июл. авг. сент. " + "окт. нояб. дек.",
        ];
        foreach (var language in languages)
        {
            Assert.Equal(
                Enumerable.Range(1, 12),
                language
                    .Split(' ')
                    .Select(month => ExportListDates.Read($"3 {month} 2021, 07:00:00", false)?.Month ?? 0)
            );
        }
    }

    [Theory]
    [InlineData("30. April 2026")]
    [InlineData("yesterday at 5:04:03")]
    [InlineData("31.02.2026, 05:04:03")]
    [InlineData("07.06.2026, 25:04:03")]
    [InlineData("")]
    public void A_date_that_is_none_is_not_guessed(string date) =>
        Assert.Null(ExportListDates.Read(date, isMonthFirst: false));

    [Theory]
    [InlineData("16.20", 16.2)]
    [InlineData("16,20", 16.2)]
    [InlineData("1.234,5", 1234.5)]
    [InlineData("1,234.5", 1234.5)]
    [InlineData("1 234,5", 1234.5)]
    [InlineData("1\u202f234,5", 1234.5)]
    [InlineData("1'234.5", 1234.5)]
    [InlineData("1,234,567", 1_234_567.0)]
    [InlineData("01:30:05", 5405.0)]
    [InlineData("n/a", null)]
    [InlineData("", null)]
    public void A_number_is_read_as_the_language_writes_it(string text, double? expected) =>
        Assert.Equal(expected, ExportListNumbers.Read(text));

    [Theory]
    [InlineData("20.000", 20_050.0, 20_000.0)]
    [InlineData("20,000", 20_050.0, 20_000.0)]
    [InlineData("20.000", null, 20.0)]
    [InlineData("20.123", 20.0, 20.123)]
    public void A_single_separator_is_decided_by_the_other_column(string text, double? other, double expected) =>
        Assert.Equal(expected, ExportListNumbers.ReadNear(text, other));

    [Theory]
    [InlineData("1", true)]
    [InlineData("1.0", true)]
    [InlineData("1,0", true)]
    [InlineData("TRUE", true)]
    [InlineData("Ja", true)]
    [InlineData("sí", true)]
    [InlineData("はい", true)]
    [InlineData("0", false)]
    [InlineData("0.0", false)]
    [InlineData("false", false)]
    [InlineData("nein", false)]
    [InlineData("", false)]
    public void A_flag_is_set_by_a_yes_only(string value, bool expected) =>
        Assert.Equal(expected, ExportListNumbers.IsYes(value));

    [Theory]
    [InlineData(
        "Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Aktivitätsbeschreibung,"
            + "Verstrichene Zeit,Distanz,Max. Herzfrequenz,Relative Leistung,Pendeln,Hinweis,Ausrüstung,Dateiname,"
            + "Sportlergewicht,Fahrradgewicht,Verstrichene Zeit,Bewegungszeit,Distanz",
        "07.06.2026, 05:04:03",
        "Lauf"
    )]
    [InlineData(
        "ID de l'activité,Date de l'activité,Nom de l'activité,Type d'activité,Description,"
            + "Temps écoulé,Distance,Fréquence cardiaque max.,Effort relatif,Déplacement,Note,"
            + "Matériel,Nom du fichier,Poids,Vélo,Temps écoulé,Durée de déplacement,Distance",
        "7 juin 2026, 05:04:03",
        "Course à pied"
    )]
    [InlineData(
        "ID de actividad,Fecha de la actividad,Nombre de la actividad,Tipo de actividad,Descripción,"
            + "Tiempo transcurrido,Distancia,Frecuencia,Esfuerzo,Traslado,Nota,Material,Nombre de archivo,Peso,Bici,"
            + "Tiempo transcurrido,Tiempo en movimiento,Distancia",
        "7 jun 2026, 5:04:03",
        "Carrera"
    )]
    [InlineData(
        "Activiteits-ID,Datum van activiteit,Naam activiteit,Activiteitstype,Beschrijving,Verstreken tijd,Afstand,"
            + "Max. hartslag,Inspanning,Woon,Notitie,Uitrusting,Bestandsnaam,Gewicht,Fiets,Verstreken tijd,Beweegtijd,"
            + "Afstand",
        "7 jun. 2026 05:04:03",
        "Hardloopsessie"
    )]
    [InlineData(
        "アクティビティID,アクティビティ実行日,"
            + "アクティビティ名,アクティビティタイプ,"
            + "d,経過時間,距離,h,r,c,n,g,ファイル名,w,b,"
            + "経過時間,移動時間,距離",
        "2026/06/07 5:04:03",
        "ランニング"
    )]
    [InlineData("c0,c1,c2,c3,c4,t,d,c7,c8,c9,c10,c11,c12,c13,c14,t,c16,d", "07.06.2026, 05:04:03", "Run")]
    public void A_row_without_a_file_is_read_in_any_language(string header, string date, string type)
    {
        var list = $"{header}\n202,\"{date}\",Morning,{type},,7300,\"20,00\",,,,,,,,,7300,7200,20000.0\n";

        var activity = Assert.Single(Assert.Single(Read("activities.csv", list)).Recordings).Activity;

        Assert.Equal("strava-export-202", activity.Id);
        Assert.Equal(Start, activity.Start);
        Assert.Equal("run", activity.Sport);
        Assert.Equal("Morning", activity.Name);
        Assert.Equal(20_000, activity.DistanceMeters);
        Assert.Equal(7200, activity.MovingSeconds);
        Assert.Equal(7300, activity.ElapsedSeconds);
    }

    [Theory]
    [InlineData(
        "id,date,name,type,description,elapsed_time,distance,commute,gear,filename",
        "2026-06-07 05:04:03",
        "3681.0"
    )]
    [InlineData(
        "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Commute,"
            + "Activity Gear,Filename",
        "Jun 7, 2026, 5:04:03 AM",
        "3.681"
    )]
    [InlineData(
        "Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Beschreibung,"
            + "Verstrichene Zeit,Distanz,Pendeln,Ausrüstung,Dateiname",
        "07.06.2026, 05:04:03",
        "\"3,681\""
    )]
    public void The_distance_of_an_older_list_has_the_unit_that_its_time_allows(
        string header,
        string date,
        string distance
    )
    {
        var list = $"\ufeff{header}\n7,\"{date}\",Loop,Run,,1200,{distance},false,,\n";

        var activity = Assert.Single(Assert.Single(Read("activities.csv", list)).Recordings).Activity;

        Assert.Equal(3681, activity.DistanceMeters!.Value, 3);
        Assert.Equal(1200, activity.ElapsedSeconds);
        Assert.Equal(Start, activity.Start);
    }

    [Fact]
    public void One_date_shows_the_order_of_day_and_month_in_all()
    {
        var list = $"{English}\n{Row(1, "6/7/2026, 5:04:03")}\n{Row(2, "13/7/2026, 5:04:03")}\n";

        var starts = Assert
            .Single(Read("activities.csv", list))
            .Recordings.Select(recording => recording.Activity.Start);

        Assert.Equal([new DateTimeOffset(2026, 7, 6, 5, 4, 3, TimeSpan.Zero), Start.AddDays(36)], starts);
    }

    [Fact]
    public void A_row_whose_file_is_lost_is_imported_with_a_warning_and_a_row_of_its_own()
    {
        var list = Encoding.UTF8.GetBytes(
            English
                + "\n"
                + $"{Row(1, "Jun 1, 2026, 5:00:00 AM", "activities/1.fit.gz")}\n"
                + $"{Row(2, "Jun 2, 2026, 5:00:00 AM", "activities/2.fit.gz")}\n"
                + $"{Row(3, "Jun 3, 2026, 5:00:00 AM", "#error#")}\n"
                + $"{Row(4, "Jun 4, 2026, 5:00:00 AM", "activities/4.fit.gz")}\n"
                + $"{Row(5, "Jun 5, 2026, 5:00:00 AM", "activities/5.gpx")}\n"
                + $"{Row(6, "some day", "activities/6.gpx")}\n"
                + $"{Row(7, "Jun 7, 2026, 5:00:00 AM")}\n"
        );
        (string, byte[])[] files =
        [
            ("activities.csv", list),
            ("activities/1.fit", Run),
            ("activities/4.fit.gz", [0x1F, 0x8B, 1, 2, 3]),
            ("activities/5.gpx", "<gpx><trk></trk></gpx>"u8.ToArray()),
        ];

        AssertLostRows(In("export.zip!"), Read("export.zip", ArchiveBuilder.Zip(files)));
        AssertLostRows(
            In("outer.zip!a/export.zip!"),
            Read("outer.zip", ArchiveBuilder.Zip(("a/export.zip", ArchiveBuilder.Zip(files))))
        );
        foreach (var (name, content) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(In("folder/" + name))!);
            File.WriteAllBytes(In("folder/" + name), content);
        }

        AssertLostRows(In("folder/"), ReadAt(In("folder")));

        var alone = ReadAt(In("folder/activities.csv"));
        Assert.Equal(
            ["", "!activities/2.fit.gz", "!activities/6.gpx", "!3"],
            alone.Select(row => row.File[In("folder/activities.csv").Length..])
        );
    }

    [Fact]
    public void Competition_and_long_run_columns_are_tags_of_files_and_rows()
    {
        var list =
            $"{English}\n{Row(1, "Jun 1, 2026, 5:00:00 AM", "activities/1.fit", ",1.0,")}\n"
            + $"{Row(2, "Jun 2, 2026, 5:00:00 AM", "activities/2.fit", ",0.0,true")}\n"
            + $"{Row(3, "Jun 3, 2026, 5:00:00 AM", "", ",1,1")}\n"
            + $"{Row(4, "Jun 4, 2026, 5:00:00 AM", "", ",,")}\n";
        var rows = Read(
            "export.zip",
            ArchiveBuilder.Zip(("activities.csv", Encoding.UTF8.GetBytes(list)), ("activities/1.fit", Run))
        );

        var tags = rows.SelectMany(row => row.Recordings)
            .ToDictionary(
                recording => recording.SourceId.Replace("strava-export-", "", StringComparison.Ordinal),
                recording => recording.Activity.SourceTag
            );
        Assert.Equal([null, SourceTag.LongRun, SourceTag.Race], new[] { tags["4"], tags["2"], tags["3"] });
        Assert.Equal(SourceTag.Race, tags.Single(tag => tag.Key.Length > 1).Value);
    }

    [Fact]
    public void An_unknown_type_is_named_once_and_changes_no_file()
    {
        var list =
            $"{English}\n{Row(1, "Jun 1, 2026, 5:00:00 AM", "activities/1.fit", type: "Quidditch")}\n"
            + $"{Row(2, "Jun 2, 2026, 5:00:00 AM", type: "Quidditch")}\n"
            + $"{Row(3, "Jun 3, 2026, 5:00:00 AM", type: "釣り")}\n";
        var rows = Read(
            "export.zip",
            ArchiveBuilder.Zip(("activities.csv", Encoding.UTF8.GetBytes(list)), ("activities/1.fit", Run))
        );

        Assert.Equal(["other", "other"], rows[0].Recordings.Select(recording => recording.Activity.Sport));
        Assert.Contains("\"Quidditch\", \"釣り\"", Assert.Single(rows[0].Warnings), StringComparison.Ordinal);
        Assert.Equal("run", Assert.Single(rows[1].Recordings).Activity.Sport);
    }

    private static void AssertLostRows(string place, List<FileReadResult> rows)
    {
        var results = rows.ToDictionary(row => row.File[place.Length..]);
        Assert.Equal(
            [
                "activities.csv",
                "activities.csv!3",
                "activities/1.fit",
                "activities/2.fit.gz",
                "activities/4.fit.gz",
                "activities/5.gpx",
                "activities/6.gpx",
            ],
            results.Keys.Order(StringComparer.Ordinal)
        );
        Assert.Equal("strava-export-7", Assert.Single(results["activities.csv"].Recordings).SourceId);
        Assert.Empty(results["activities/1.fit"].Warnings);
        Assert.Equal(FileReadStatus.Quarantined, results["activities/6.gpx"].Status);
        foreach (
            var (name, id) in new[]
            {
                ("activities/2.fit.gz", 2),
                ("activities.csv!3", 3),
                ("activities/4.fit.gz", 4),
                ("activities/5.gpx", 5),
            }
        )
        {
            var recording = Assert.Single(results[name].Recordings);
            Assert.Equal($"strava-export-{id}", recording.SourceId);
            Assert.Equal(new DateTimeOffset(2026, 6, id, 5, 0, 0, TimeSpan.Zero), recording.Activity.Start);
            Assert.Equal(10_000, recording.Activity.DistanceMeters);
            Assert.Equal(RecordingFormat.Strava, recording.Format);
            Assert.Contains("list of the export", Assert.Single(results[name].Warnings), StringComparison.Ordinal);
        }
    }

    private static string Row(int id, string date, string file = "", string flags = "", string type = "Run") =>
        $"{id},\"{date}\",Title {id},{type},,3700,10,,,,,,{file},,,3700,3600,10000.0{flags}";

    private string In(string name) => Path.Combine(_directory, name);

    private List<FileReadResult> Read(string name, string content) => Read(name, Encoding.UTF8.GetBytes(content));

    private List<FileReadResult> Read(string name, byte[] content)
    {
        File.WriteAllBytes(In(name), content);
        return ReadAt(In(name));
    }

    private static List<FileReadResult> ReadAt(string path) =>
        [
            .. FileFinder
                .FindFiles([path], new TemporaryStorage(Path.GetTempPath()))
                .Select(file => ActivityFileReader.Read(file, new RecordingDefaults(ActivityFileFixture.Berlin, null))),
        ];
}
