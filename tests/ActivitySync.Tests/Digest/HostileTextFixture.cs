namespace ActivitySync.Tests.Digest;

/// <summary>
/// A hostile title: markup, a template, header lines, reversed reading direction, invisible characters, length.
/// </summary>
internal static class HostileTextFixture
{
    public const string Title =
        "<script>alert(1)</script>{{ page }}\r\nBcc: x@example.net\u202Eevil\u200B\u0007 \uFEFF\uD800 "
        + "'quoted\" & many more words that go on and on and on";
}
