using System.Text;
using System.Text.RegularExpressions;
using MimeKit;

namespace ActivitySync.Tests.Digest.Rendering;

/// <summary>
/// Compares the messages of all situations with reviewed files. Golden/README.md says how to accept a change.
/// </summary>
public sealed partial class GoldenMailTests
{
    private static readonly string Folder = Path.Combine(
        TestPaths.RepositoryRoot,
        "tests",
        "ActivitySync.Tests",
        "Digest",
        "Golden",
        "mails"
    );

    public static TheoryData<string> Names => SituationFixture.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void The_message_is_as_accepted(string name)
    {
        var path = Path.Combine(Folder, $"{name}.eml");
        var actual = Normalised(SituationFixture.Mails[name].Message);
        if (Environment.GetEnvironmentVariable("ACTIVITYSYNC_ACCEPT_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(path, actual, new UTF8Encoding(false));
            return;
        }

        Assert.True(File.Exists(path), $"{name}.eml is missing; Golden/README.md says how to write it.");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    [Fact]
    public void Every_golden_mail_belongs_to_a_situation() =>
        Assert.Equal(
            SituationFixture.Mails.Keys.Order(StringComparer.Ordinal),
            Directory
                .EnumerateFiles(Folder, "*.eml")
                .Select(path => Path.GetFileNameWithoutExtension(path)!)
                .Order(StringComparer.Ordinal)
        );

    /// <summary>
    /// Describes a message for comparison: headers and decoded parts. A picture is represented by its size in pixels,
    /// since its native renderer may differ slightly between machines. Boundaries are left out, since they are derived.
    /// </summary>
    private static string Normalised(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        using var message = MimeMessage.Load(stream);
        var text = new StringBuilder();
        foreach (var header in message.Headers)
        {
            text.Append(header.Field).Append(": ").Append(header.Value).Append('\n');
        }

        Write(message.Body!, 0, text);
        return Boundary().Replace(text.ToString(), "boundary=\"…\"");
    }

    private static void Write(MimeEntity entity, int depth, StringBuilder text)
    {
        text.Append('\n')
            .Append('-', depth + 1)
            .Append(' ')
            .Append(entity.ContentType.ToString().ReplaceLineEndings(""))
            .Append('\n');
        foreach (var header in entity.Headers.Where(header => header.Id != HeaderId.ContentType))
        {
            text.Append(header.Field).Append(": ").Append(header.Value).Append('\n');
        }

        switch (entity)
        {
            case Multipart parts:
                foreach (var part in parts)
                {
                    Write(part, depth + 1, text);
                }

                break;
            case TextPart written:
                text.Append('\n').Append(written.Text.ReplaceLineEndings("\n"));
                break;
            case MimePart { Content: { } content }:
                using (var decoded = new MemoryStream())
                {
                    content.DecodeTo(decoded);
                    using var picture = SkiaSharp.SKBitmap.Decode(decoded.ToArray());
                    text.Append('\n')
                        .Append(
                            System.Globalization.CultureInfo.InvariantCulture,
                            $"[{picture.Width} x {picture.Height} pixels]\n"
                        );
                }

                break;
        }
    }

    [GeneratedRegex("boundary=\"[^\"]*\"")]
    private static partial Regex Boundary();
}
