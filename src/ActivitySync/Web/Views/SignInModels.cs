namespace ActivitySync.Web.Views;

/// <summary>The page that asks for a sign-in link.</summary>
/// <param name="Frame">The frame of the page.</param>
/// <param name="IsSent">The form was sent; the page says the same whether or not the name is known.</param>
/// <param name="IsMailed">Links are sent by email; else the page says how to get one on the terminal.</param>
/// <param name="Back">The path of the page that comes after signing in; empty for the week.</param>
public sealed record SignInPage(PageFrame Frame, bool IsSent, bool IsMailed, string Back);

/// <summary>The page of a sign-in link: a button.</summary>
/// <param name="Frame">The frame of the page.</param>
/// <param name="Name">Whom it signs in.</param>
/// <param name="Path">The path of the link.</param>
/// <param name="Back">The path of the page that comes after signing in; empty for the week.</param>
public sealed record SignInLinkPage(PageFrame Frame, string Name, string Path, string Back);
