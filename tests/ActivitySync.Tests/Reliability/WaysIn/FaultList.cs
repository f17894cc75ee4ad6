using System.Globalization;
using System.Text;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Reliability.WaysIn;

/// <summary>All faults with their variants, which are generated.</summary>
internal static class FaultList
{
    private const int CutPositions = 8;
    private const int BinaryBytes = 4000;

    private static readonly Random Random = new(20261123);

    public static IReadOnlyList<FaultKind> Kinds { get; } = Enum.GetValues<FaultKind>();

    public static IReadOnlyList<Fault> All { get; } =
    [
        new(FaultKind.Huge, "beyond the limit") { Change = CreateHuge },
        new(FaultKind.Endless, "without end"),
        new(FaultKind.Empty, "no bytes") { Change = _ => [] },
        .. CutOffs(),
        .. WrongTypes(),
        .. WrongCharsets(),
        .. ExtremeDates(),
        .. Links(),
        .. Pipes(),
        .. Devices(),
        .. OtherUsers(),
    ];

    /// <summary>
    /// The variants to test: one by default, another one for the next way in; all of them at full size.
    /// </summary>
    public static IReadOnlyList<Fault> Choose(FaultKind kind, int way, Func<Fault, bool> isApplicable)
    {
        var variants = All.Where(fault => fault.Kind == kind && isApplicable(fault)).ToList();
        return TestScale.IsSmall && variants.Count > 1 ? [variants[way % variants.Count]] : variants;
    }

    private static byte[] CreateHuge(Content content)
    {
        if (content.Huge is { } create)
        {
            return create();
        }

        var huge = new byte[content.MaxBytes + 1];
        huge.AsSpan().Fill((byte)' ');
        content.Good.CopyTo(huge.AsSpan());
        return huge;
    }

    private static IEnumerable<Fault> CutOffs() =>
        Enumerable
            .Range(1, CutPositions)
            .Select(part => new Fault(FaultKind.CutOff, $"after {part} of {CutPositions} parts")
            {
                Change = content =>
                    part == CutPositions
                        ? content.Good[..^1]
                        : content.Good[..(content.Good.Length * part / CutPositions)],
            });

    private static IEnumerable<Fault> WrongTypes()
    {
        var binary = new byte[BinaryBytes];
        Random.NextBytes(binary);
        (string Name, byte[] Content)[] types =
        [
            ("binary", binary),
            ("an image", [0x89, .. "PNG\r\n\u001a\n\0\0\0\rIHDR"u8, .. binary]),
            ("an array of arrays", "[[],[[]]]"u8.ToArray()),
            ("an object", "{\"a\":{}}"u8.ToArray()),
            ("a number", "5"u8.ToArray()),
            ("null", "null"u8.ToArray()),
            ("text", "\"good morning\""u8.ToArray()),
            ("a page", "<!doctype html><html><title>Log in</title><body>Log in</body></html>"u8.ToArray()),
        ];
        return types.Select(type => new Fault(FaultKind.WrongType, type.Name) { Change = _ => type.Content });
    }

    private static IEnumerable<Fault> WrongCharsets()
    {
        yield return Convert("UTF-16 with a mark", text => [.. Encoding.Unicode.GetPreamble(), .. Encode(text)]);
        yield return Convert("UTF-16 without a mark", Encode);
        yield return Convert("UTF-16, big-endian", text =>
            [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(text)]
        );
        yield return Convert("Latin-1", Encoding.Latin1.GetBytes);
        yield return Convert("invalid UTF-8", text =>
            [.. Encoding.Latin1.GetBytes(text.Replace("ö", "\u00ff\u00c3\u0028", StringComparison.Ordinal))]
        );
        yield return Convert("NUL", text => Encoding.UTF8.GetBytes(text.Replace("ö", "\0", StringComparison.Ordinal)));

        static byte[] Encode(string text) => Encoding.Unicode.GetBytes(text);
        static Fault Convert(string name, Func<string, byte[]> encode) =>
            new(FaultKind.WrongCharset, name) { Change = content => encode(Encoding.UTF8.GetString(content.Good)) };
    }

    private static IEnumerable<Fault> ExtremeDates() =>
        ContentDate
            .Extreme.Select(date => new Fault(FaultKind.ExtremeDate, $"{date.Text} in the content")
            {
                Change = content => content.Write(date),
            })
            .Concat(
                ContentDate.Extreme.Select(date => new Fault(FaultKind.ExtremeDate, $"modified {date.Text}")
                {
                    IsHarmless = true,
                    Place = (path, content) =>
                    {
                        File.WriteAllBytes(path, content.Good);
                        SpecialFile.TrySetModified(path, date.Seconds);
                        return path;
                    },
                })
            );

    private static IEnumerable<Fault> Links()
    {
        yield return Link("to a good file", isHarmless: true, (path, content) =>
        {
            var target = Path.Combine(CreateFolderNextTo(path), "target");
            File.WriteAllBytes(target, content.Good);
            return target;
        });
        yield return Link("to /dev/zero", isHarmless: false, (_, _) => "/dev/zero");
        yield return Link("to nothing", isHarmless: false, (path, _) => path + ".gone");
        yield return Link("to itself", isHarmless: false, (path, _) => path);

        static Fault Link(string name, bool isHarmless, Func<string, Content, string> getTarget) =>
            new(FaultKind.Link, name)
            {
                IsHarmless = isHarmless,
                Place = (path, content) =>
                {
                    File.CreateSymbolicLink(path, getTarget(path, content));
                    return path;
                },
            };
    }

    private static IEnumerable<Fault> Pipes()
    {
        yield return new Fault(FaultKind.Pipe, "a pipe") { Place = (path, _) => SpecialFile.CreatePipe(path) };
        yield return new Fault(FaultKind.Pipe, "a link to a pipe")
        {
            Place = (path, _) =>
            {
                File.CreateSymbolicLink(path, SpecialFile.CreatePipe(Path.Combine(CreateFolderNextTo(path), "pipe")));
                return path;
            },
        };
    }

    private static IEnumerable<Fault> Devices()
    {
        foreach (var (name, minor) in new[] { ("zero", 5), ("full", 7), ("null", 3) })
        {
            yield return new Fault(FaultKind.Device, $"/dev/{name}") { Place = (_, _) => $"/dev/{name}" };
            yield return new Fault(FaultKind.Device, $"a node of /dev/{name}")
            {
                Place = (path, _) =>
                {
                    if (!SpecialFile.TryCreateDevice(path, minor))
                    {
                        File.CreateSymbolicLink(path, $"/dev/{name}");
                    }

                    return path;
                },
            };
        }
    }

    private static IEnumerable<Fault> OtherUsers()
    {
        yield return OtherUser("mode 000", path => SetMode(path, UnixFileMode.None));
        yield return OtherUser("of another user", path =>
        {
            SetMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            SpecialFile.GiveAway(path);
        });

        static Fault OtherUser(string name, Action<string> close) =>
            new(FaultKind.OtherUser, name)
            {
                Place = (path, content) =>
                {
                    File.WriteAllBytes(path, content.Good);
                    close(path);
                    return path;
                },
            };
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    /// <summary>A folder that no way in reads.</summary>
    private static string CreateFolderNextTo(string path) =>
        Directory
            .CreateDirectory(
                string.Create(CultureInfo.InvariantCulture, $"{Path.GetDirectoryName(path)}-{Guid.NewGuid():N}")
            )
            .FullName;
}
